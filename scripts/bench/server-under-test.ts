import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type ServerUnderTest = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly key: string;
  /** Resident memory of the server's process now, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
};

const KEY = "tm_bench_bench_bench_bench";

/** Starts the built product with a database of its own, as users start it. */
export async function startServerUnderTest(): Promise<ServerUnderTest> {
  const home = await mkdtemp(join(tmpdir(), "tidemark-bench-"));
  // As root, Postgres runs under another account, which must get in here.
  await chmod(home, 0o755);
  const child = spawn(process.execPath, ["bin/tidemark.mjs", "start", "--port", "0"], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      TIDEMARK_DATA_DIR: home,
      TIDEMARK_INIT_PROJECT: "bench",
      TIDEMARK_INIT_KEY: KEY,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await addressOf(child);
  return {
    url,
    databaseUrl: await readFile(join(home, "database-url"), "utf8"),
    key: KEY,
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) * 1_024;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const part of child.stdout ?? []) {
    said += part;
    const found = /ready at\s+(\S+)/.exec(said)?.[1];
    if (found) return found;
  }
  throw new Error(`The server ended: ${said}`);
}
