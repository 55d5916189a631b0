import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Load, type LoadResult, runLoad } from "./load";
import { measureRawInsert, type RawInsert } from "./raw-insert";

const run = promisify(execFile);
const TASKS = ["load", "raw"] as const;
type Task = (typeof TASKS)[number];

/** Load comes from a process of its own, so that it does not slow what it measures. */
export const loadFromOutside = (load: Load) => inProcess<LoadResult>("load", load);
export const insertFromOutside = (insert: RawInsert) => inProcess<number>("raw", insert);

async function inProcess<Result>(task: Task, order: Load | RawInsert): Promise<Result> {
  const self = fileURLToPath(import.meta.url);
  const { stdout } = await run(process.execPath, [self, task, JSON.stringify(order)]);
  // Written by the same build of the same file, a moment ago.
  return JSON.parse(stdout) as Result;
}

/** Whether these are the arguments by which `inProcess` starts this program. */
export const isTask = (name: string | undefined): boolean => TASKS.some((task) => task === name);

/** The other side: does the task and prints what came of it. */
export async function runTask([task, order = "{}"]: readonly string[]): Promise<void> {
  const result =
    task === "raw"
      ? await measureRawInsert(JSON.parse(order) as RawInsert)
      : await runLoad(JSON.parse(order) as Load);
  process.stdout.write(JSON.stringify(result));
}
