import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { birthOf, isRunning } from "./embedded-processes";

const holder = z.object({ pid: z.number().int().positive(), birth: z.string() });

/**
 * Marks a data folder as used by this process. What a killed process left behind is taken over.
 *
 * @returns releases the mark
 * @throws AppError `conflict` when a running Tidemark has the folder, naming its process id
 */
export async function lockDataFolder(path: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      await writeFile(path, mine, { flag: "wx", mode: 0o600 });
      return () => rm(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const pid = await loadHolder(path);
    if (pid !== undefined) {
      throw new AppError(
        "conflict",
        `Tidemark already runs on this data folder as process ${pid}; stop it, or set TIDEMARK_DATA_DIR to another folder.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new Error(`could not take the lock ${path}`);
}

/** Process id of the running process that holds a lock, undefined when none does. */
export async function loadHolder(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const parsed = holder.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { pid, birth } = parsed.data;
  return isRunning(pid) && birthOf(pid) === birth ? pid : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
