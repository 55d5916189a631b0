import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export type StartedServer = {
  readonly process: ChildProcess;
  readonly address: string;
  readonly ended: Promise<unknown>;
  /** All it has printed so far. */
  readonly said: () => string;
};

export type Ending = { readonly code: number | null; readonly said: string };

/** A data folder that Postgres can enter even when root runs the tests. */
export async function dataFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "tidemark-system-"));
  await chmod(path, 0o755);
  return {
    path,
    // A database that is just ending may still write.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }),
  };
}

function spawnTidemark(command: readonly string[], variables: Record<string, string>) {
  const [program = process.execPath, ...args] = command;
  return spawn(program, args, {
    env: { ...process.env, DATABASE_URL: "", PORT: "0", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const TIDEMARK = [process.execPath, "bin/tidemark.mjs", "start"];

/** Starts the product and waits until it says where it is. */
export async function startServer(
  variables: Record<string, string>,
  command: readonly string[] = TIDEMARK,
): Promise<StartedServer> {
  const child = spawnTidemark(command, variables);
  const ended = once(child, "exit");
  let said = "";
  const address = new Promise<string>((resolve) => {
    child.stderr.on("data", (part) => {
      said += part;
    });
    child.stdout.on("data", (part) => {
      said += part;
      const found = /ready at\s+(\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  const failed = ended.then(() => Promise.reject(new Error(`it ended: ${said}`)));
  return {
    process: child,
    address: await Promise.race([address, failed]),
    ended,
    said: () => said,
  };
}

/** Runs a start that is meant to fail. */
export async function runToEnd(variables: Record<string, string>): Promise<Ending> {
  const child = spawnTidemark(TIDEMARK, variables);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { code, said };
}
