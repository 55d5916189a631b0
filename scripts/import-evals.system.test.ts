import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const run = promisify(execFile);
const at = "2026-03-01T12:00:00.000Z";
const read = async (key: string, path: string) => (await app().send(key, path)).json();

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidemark-evals-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What the command line says and how it ends. */
async function tidemark(key: string, ...args: readonly string[]) {
  const env = { ...process.env, TIDEMARK_URL: app().address, TIDEMARK_KEY: key };
  try {
    const { stdout } = await run(process.execPath, ["bin/tidemark.mjs", ...args], { env });
    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, said: stderr };
  }
}

it("imports cases and results from files, once, or nothing of a file that does not fit", async () => {
  const key = await app().keyOf("files");
  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const cases = await file("cases.csv", 'id,input,tags\na,What?,x;y\nb,"{""q"":1}",\n');
  const importCases = () => tidemark(key, "import-evals", cases, "--suite", "s/1");
  expect(await importCases()).toEqual({ code: 0, said: "2 cases: 2 new, 0 changed, 0 as before" });
  expect(await importCases()).toEqual({ code: 0, said: "2 cases: 0 new, 0 changed, 2 as before" });
  const kept = await read(key, "/api/v1/eval-suites/s%2F1/cases");
  expect(kept.cases).toMatchObject([
    { id: "b", input: { q: 1 } },
    { id: "a", input: "What?", tags: ["x", "y"] },
  ]);

  const results = await file(
    "run.jsonl",
    '{"case":"a","passed":true}\n{"case":"b","passed":false}\n',
  );
  const importRun = () =>
    tidemark(key, "import-evals", results, "--suite", "s/1", "--run", "r1", "--model", "m");
  expect((await importRun()).said).toBe("2 results: 2 new, 0 changed, 0 as before");
  expect((await importRun()).said).toBe("2 results: 0 new, 0 changed, 2 as before");

  const bad = await file("bad.csv", "id,createdAt\nc,\nd,yesterday\n");
  const refused = await tidemark(key, "import-evals", bad, "--suite", "s/1");
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("line 3: createdAt") });
  expect((await read(key, "/api/v1/eval-suites/s%2F1/cases")).cases).toHaveLength(2);
  expect((await tidemark(key, "import-evals", bad)).code).toBe(3);
  expect((await tidemark("tm_wrong", "import-evals", cases, "--suite", "s")).code).toBe(3);
});

const RUNS = join(process.cwd(), "../shared/data/tau-bench/gpt-4o-airline.json");

it.skipIf(!existsSync(RUNS))("takes the runs of tau-bench for an eval suite", async () => {
  const key = await app().keyOf("tau");
  expect((await tidemark(key, "import", RUNS)).said).toContain("200 runs");
  const listed = async () =>
    (await read(key, "/api/v1/traces?suite=tau-bench-airline&limit=1000")).traces;
  await expect.poll(async () => (await listed()).length, { timeout: 20_000 }).toBe(200);

  const runs: { task_id: number; trial: number; reward: number }[] = JSON.parse(
    await readFile(RUNS, "utf8"),
  );
  const traceOf = new Map<string, string>(
    (await listed()).map((row: { sessionId: string; traceId: string }) => [
      row.sessionId,
      row.traceId,
    ]),
  );
  const scores = runs.map(({ task_id, trial, reward }) => ({
    ...{ traceId: traceOf.get(`${task_id}:${trial}`), name: "reward", value: reward },
    ...{ source: "evaluator", at },
  }));
  const posted = await app().send(key, "/api/v1/scores", {
    method: "POST",
    body: JSON.stringify({ scores }),
  });
  expect(posted.status).toBe(200);

  const told = await read(key, "/api/v1/eval-suites/tau-bench-airline/runs/gpt-4o-airline");
  expect(told).toMatchObject({ isPosted: false, subject: { model: "gpt-4o" } });
  const passes = new Map<string, number[]>();
  for (const { case: id, passed } of told.results) {
    passes.set(id, [...(passes.get(id) ?? []), passed ? 1 : 0]);
  }
  const sums = [...passes.values()].map((own) => own.reduce((sum, one) => sum + one, 0));
  const count = (fits: (sum: number) => boolean) => sums.filter(fits).length;
  expect([...passes.values()].every((own) => own.length === 4)).toBe(true);
  expect({
    cases: sums.length,
    always: count((sum) => sum === 4),
    flaky: count((sum) => sum > 0 && sum < 4),
    never: count((sum) => sum === 0),
  }).toEqual({ cases: 50, always: 10, flaky: 26, never: 14 });
  expect(told.passRate).toMatchObject({ judged: 200, cases: 50 });
});
