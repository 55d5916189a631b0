import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type ServerUnderTest = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly key: string;
  readonly pid: number;
  /** What a signed-in browser sends along. */
  readonly cookie: string;
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
      TIDEMARK_DEMO: "0",
      TIDEMARK_INIT_PROJECT: "bench",
      TIDEMARK_INIT_KEY: KEY,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    }
    await rm(home, { recursive: true, force: true });
  };
  try {
    const { url, token } = await announced(child);
    const databaseUrl = await readFile(join(home, "database-url"), "utf8");
    const cookie = await signIn(url, token);
    return { url, databaseUrl, key: KEY, pid: child.pid ?? 0, cookie, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the server says once it is ready. */
function announced(child: ChildProcess): Promise<{ url: string; token: string }> {
  let said = "";
  return new Promise((resolve, reject) => {
    // Read on to its end: a server that nobody listens to any more fails at its next word.
    child.stdout?.on("data", (part) => {
      said += part;
      const found = /ready at\s+(\S+)[\s\S]*sign-in\?token=(\S+)/.exec(said);
      if (found) resolve({ url: found[1] ?? "", token: found[2] ?? "" });
    });
    child.once("exit", () => reject(new Error(`The server ended: ${said}`)));
  });
}

async function signIn(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in/accept`, {
    method: "POST",
    body: new URLSearchParams({ token }),
    redirect: "manual",
  });
  await answer.arrayBuffer();
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}
