import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postRequests, untilRecorded } from "@/test/post-requests";
import { type RunningApp, runningApp } from "@/test/running-app";
import { type StartedServer, startServer } from "@/test/started-server";

const MS_PER_HOUR = 3_600_000;
const now = Math.floor(Date.now() / MS_PER_HOUR) * MS_PER_HOUR;
const at = new Date(now - 24 * MS_PER_HOUR);
const DAYS = {
  from: new Date(now - 48 * MS_PER_HOUR).toISOString(),
  to: new Date(now).toISOString(),
};

// Neither server derives.
const app = runningApp({ TIDEMARK_WORKER: "0" });
let other: StartedServer;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = app().databaseUrl;
  other = await startServer({ DATABASE_URL: databaseUrl, TIDEMARK_WORKER: "0" });
});
afterAll(async () => {
  other.process.kill("SIGTERM");
  await other.ended;
});

/** The same project on the other server. */
const onOther = (): RunningApp => ({
  ...app(),
  address: other.address,
  send: (key, path, { headers, ...request } = {}) =>
    fetch(`${other.address}${path}`, {
      ...request,
      headers: { authorization: `Bearer ${key}`, ...(headers as Record<string, string>) },
    }),
});

const run = (command: string, variables: Record<string, string>) =>
  spawn(process.execPath, ["bin/tidemark.mjs", command], {
    env: { ...process.env, DATABASE_URL: "", ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });

/** A worker that has begun. */
async function startWorkerProcess() {
  const child = run("worker", { DATABASE_URL: databaseUrl });
  const ended = once(child, "close");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (part) => {
      said += part;
    });
    child.stdout.on("data", (part) => {
      if (String(part).includes("Deriving")) resolve();
    });
    child.once("close", () => reject(new Error(`it ended: ${said}`)));
  });
  return {
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = await ended;
      return code;
    },
  };
}

it("derives with others what several servers take in, and loses nothing by stopping amid it", async () => {
  const key = await app().keyOf("shared");
  const post = () =>
    Promise.all([
      postRequests(app(), key, [{ at, tier: "primary", count: 800 }]),
      postRequests(onOther(), key, [{ at, tier: "secondary", count: 800 }]),
    ]);
  const workers = await Promise.all([startWorkerProcess(), startWorkerProcess()]);
  await post();
  await untilRecorded(onOther(), key, DAYS, 1_600);

  await post();
  expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0, 0]);
  const last = await startWorkerProcess();
  await untilRecorded(app(), key, DAYS, 3_200);

  const { stderr } = await promisify(execFile)(process.execPath, ["bin/tidemark.mjs", "rederive"], {
    env: { ...process.env, TIDEMARK_URL: other.address, TIDEMARK_KEY: key },
  });
  expect(stderr).toMatch(/3200\/3200 traces, \d+\/s, finished\n$/);
  expect(await last.stop()).toBe(0);
});

it("says in one line that it needs a database that it can share", async () => {
  const child = run("worker", {});
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect(code).toBe(1);
  expect(said).toMatch(/^tidemark: DATABASE_URL is not set\.[^\n]+\n$/);
});
