import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { birthOf, isRunning, waitForEnd } from "@/lib/store/embedded-processes";
import { dataFolder, runToEnd, type StartedServer, startServer } from "@/test/started-server";

let home: Awaited<ReturnType<typeof dataFolder>>;
let running: StartedServer[];

beforeEach(async () => {
  home = await dataFolder();
  running = [];
});
afterEach(async () => {
  for (const server of running) {
    server.process.kill("SIGKILL");
    await server.ended;
  }
  await home.remove();
});

async function start(command?: readonly string[]): Promise<StartedServer> {
  const server = await startServer({ TIDEMARK_DATA_DIR: home.path }, command);
  running.push(server);
  return server;
}

/** Process id of the database that serves the data folder. */
function postgresPid(): number {
  const mark = readFileSync(join(home.path, "cluster", "data", "postmaster.pid"), "utf8");
  return Number(mark.split("\n")[0]);
}

const isReady = (server: StartedServer) =>
  fetch(`${server.address}/api/ready`).then(({ status }) => status === 200);

it.each(["SIGTERM", "SIGINT"] as const)("leaves no process behind after %s", async (signal) => {
  const server = await start();
  const postgres = postgresPid();
  expect(await isReady(server)).toBe(true);

  server.process.kill(signal);
  await server.ended;

  expect(server.process.exitCode).toBe(0);
  expect(server.said()).not.toMatch(/error/i);
  expect(isRunning(postgres)).toBe(false);
  expect(existsSync(join(home.path, "tidemark.lock"))).toBe(false);
});

it("stops with the npm that started it, also when npm is killed", async () => {
  const server = await start(["npm", "start"]);
  const postgres = postgresPid();
  server.process.kill("SIGKILL");
  expect(await waitForEnd(postgres, 10_000)).toBe(true);
});

it("takes its database down when it is killed itself, and starts again on the same data", async () => {
  const first = await start();
  const postgres = postgresPid();
  first.process.kill("SIGKILL");
  await first.ended;
  const second = await start();
  expect(isRunning(postgres)).toBe(false);
  expect(await isReady(second)).toBe(true);
});

it("refuses a data folder that another Tidemark uses, naming the process", async () => {
  const first = await start();
  const { code, said } = await runToEnd({ TIDEMARK_DATA_DIR: home.path });
  expect(code).toBe(1);
  expect(said.trim().split("\n")).toEqual([
    expect.stringContaining(`runs on this data folder as process ${first.process.pid}`),
  ]);
  expect(await isReady(first)).toBe(true);
});

it("says in one line that its port is taken, and makes no database", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const { code, said } = await runToEnd({ TIDEMARK_DATA_DIR: home.path, PORT: String(port) });
  await new Promise((done) => other.close(done));

  expect(code).toBe(1);
  expect(said).toBe(
    `tidemark: Port ${port} on 127.0.0.1 is taken; stop what uses it, or set PORT to another.\n`,
  );
  expect(existsSync(join(home.path, "cluster"))).toBe(false);
});

it("says in one line where it could not reach the database, and keeps the password to itself", async () => {
  const { code, said } = await runToEnd({ DATABASE_URL: "postgres://me:secret@127.0.0.1:1/db" });
  expect(code).toBe(1);
  expect(said).toBe("tidemark: Cannot use the database at 127.0.0.1:1: connection refused.\n");
});

it("names the variable it cannot read", async () => {
  const { code, said } = await runToEnd({ PORT: "many" });
  expect(code).toBe(1);
  expect(said).toBe("tidemark: PORT must be a whole number\n");
});

it("tells a process from a later one with the same id", () => {
  expect(birthOf(process.pid)).not.toBe("");
  expect(birthOf(2 ** 30)).toBe("");
});
