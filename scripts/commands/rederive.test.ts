import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ServerUnreachable } from "../api-client";
import { UsageError } from "../command";
import { rederive } from "./rederive";

const asked: string[] = [];
let answers: unknown[];
const server = createServer(async (request, response) => {
  const parts: string[] = [];
  for await (const part of request) parts.push(String(part));
  asked.push(`${request.method} ${request.url} ${parts.join("")}`.trim());
  response.end(JSON.stringify(answers.shift()));
});

beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is of this kind.
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("TIDEMARK_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("TIDEMARK_KEY", "tm_key");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const job = (fields: object = {}) => ({
  job: { id: 7, reason: "r", total: null, done: 0, finishedAt: null, error: null, ...fields },
});
const FINISHED = { total: 40, done: 40, finishedAt: "2026-03-01T12:00:00Z" };

function hear(stream: NodeJS.WriteStream) {
  let text = "";
  vi.spyOn(stream, "write").mockImplementation((part) => {
    text += part;
    return true;
  });
  return () => text;
}

it("asks for a window and waits until it is done", async () => {
  answers = [job(), job({ total: 40, done: 20 }), job(FINISHED)];
  const told = hear(process.stderr);
  expect(await rederive.run(["--from", "2026-03-01T00:00:00Z", "--reason", "again"])).toBe(0);
  expect(asked).toEqual([
    'POST /api/v1/rederive {"from":"2026-03-01T00:00:00Z","reason":"again"}',
    "GET /api/v1/rederive/7",
    "GET /api/v1/rederive/7",
  ]);
  expect(told()).toMatch(/^job 7: 0\/\? traces, waiting for a worker\n/);
  expect(told()).toMatch(/job 7: 40\/40 traces, \d+\/s, finished\n$/);
});

it("shows what went wrong with a job, and says so by its exit code", async () => {
  answers = [job({ ...FINISHED, error: "2 traces cannot be derived" })];
  const told = hear(process.stderr);
  expect(await rederive.run([])).toBe(1);
  expect(told()).toBe("job 7: 40/40 traces, finished, 2 traces cannot be derived\n");
});

it("prints the job for programs to read, and only that", async () => {
  answers = [job(FINISHED)];
  const printed = hear(process.stdout);
  const told = hear(process.stderr);
  expect(await rederive.run(["--json"])).toBe(0);
  expect(JSON.parse(printed())).toEqual(job(FINISHED).job);
  expect(told()).toBe("");
});

it("leaves a job to itself when told not to wait", async () => {
  answers = [job()];
  const printed = hear(process.stdout);
  expect(await rederive.run(["--no-wait"])).toBe(0);
  expect(printed()).toBe("job 7 is queued\n");
});

it("asks nothing when a time is none", async () => {
  await expect(rederive.run(["--to", "soon"])).rejects.toThrow(UsageError);
  expect(asked).toEqual([]);
});

it("takes an answer that is no job for none", async () => {
  answers = [{ page: 1 }];
  await expect(rederive.run([])).rejects.toThrow(ServerUnreachable);
});
