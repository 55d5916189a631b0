import { expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const at = "2026-03-01T12:00:00.000Z";

const aCase = {
  id: "refund/1",
  input: { question: "Where is it?" },
  expected: "In five days.",
  intent: "billing",
  tags: ["gold"],
  createdAt: at,
  curator: "ada",
  sourceTraceId: "t0",
  lastVerifiedAt: at,
  verifiedBy: "bo",
  dependsOn: { corpus: "v1", tools: { lookup: "h1" }, policy: "p1", prompt: "7" },
  branches: ["b1"],
};
const aRun = {
  suite: "gold 50%41",
  run: "r/1",
  subject: { model: "m", prompt: "p@7", config: { temperature: 0 } },
  startedAt: at,
  results: [
    { case: "refund/1", attempt: 1, passed: true, score: 0.9, traceId: "t1", error: null },
    { case: "refund/1", attempt: 2, passed: null, score: null, traceId: null, error: "timeout" },
  ],
};
const aScore = {
  ...{ id: "s1", traceId: "t1", spanId: "a", name: "helpful", value: 0.5, label: "good" },
  ...{ comment: "fine", source: "human", at },
};

const CASES = "/api/v1/eval-suites/gold%2050%2541/cases";
const RUN = "/api/v1/eval-suites/gold%2050%2541/runs/r%2F1";
const POSTINGS = [
  { method: "PUT", path: CASES, list: "cases", body: { cases: [aCase] }, row: aCase },
  { method: "POST", path: "/api/v1/eval-runs", list: "runs", body: aRun, row: { run: "r/1" } },
  {
    method: "POST",
    path: "/api/v1/scores",
    list: "scores",
    body: { scores: [aScore] },
    row: aScore,
  },
];

const sendJson = (key: string, method: string, path: string, body: unknown) =>
  app().send(key, path, { method, body: JSON.stringify(body) });
const read = async (key: string, path: string) => (await app().send(key, path)).json();

it.each(POSTINGS)("$method $path keeps what it is given, once", async (posting) => {
  const { method, path, list, body, row } = posting;
  const key = await app().keyOf("evals");
  const first = await (await sendJson(key, method, path, body)).json();
  expect(first.inserted ?? first.stored).toBeGreaterThan(0);
  const again = await (await sendJson(key, method, path, body)).json();
  expect(again.unchanged ?? again.duplicate).toBe(first.inserted ?? first.stored);
  expect(again).toMatchObject(list === "scores" ? { stored: 0, updated: 0 } : { changed: false });
  expect(await read(key, path)).toMatchObject({ [list]: [row], nextCursor: null });
  expect((await read(await app().keyOf("others"), path))[list]).toEqual([]);
});

it.each([
  [CASES, "PUT", { cases: [aCase, { ...aCase, id: 7, tags: "x", dependsOn: { corpora: "v" } }] }],
  [
    "/api/v1/eval-runs",
    "POST",
    { ...aRun, startedAt: "now", results: [{ case: 1, passed: "yes" }] },
  ],
  ["/api/v1/scores", "POST", { scores: [aScore, { ...aScore, source: "dog", value: "high" }] }],
])("names every field of %s that does not fit, and keeps nothing", async (path, method, body) => {
  const key = await app().keyOf(`bad-${path.split("/").at(-1)}`);
  const answer = await sendJson(key, method, path, body);
  expect(answer.status).toBe(400);
  const { error } = await answer.json();
  expect(Object.keys(error.details).sort()).toEqual(
    {
      PUT: ["cases.1.dependsOn", "cases.1.id", "cases.1.tags"],
      POST: path.endsWith("runs")
        ? ["results.0.case", "results.0.passed", "startedAt"]
        : ["scores.1.source", "scores.1.value"],
    }[method],
  );
  const [list] = Object.values(await read(key, path));
  expect(list).toEqual([]);
});

it("refuses a case, or an attempt, that is there twice", async () => {
  const key = await app().keyOf("twice");
  const cases = await sendJson(key, "PUT", CASES, { cases: [aCase, aCase] });
  expect((await cases.json()).error.details).toEqual({ "cases.1.id": ["is there twice"] });
  const [result] = aRun.results;
  const results = await sendJson(key, "POST", "/api/v1/eval-runs", {
    ...aRun,
    results: [result, result],
  });
  expect(results.status).toBe(400);
});

it.each(POSTINGS)(
  "$method $path needs a key that may write, its list one that may read",
  async (posting) => {
    const { method, path, body } = posting;
    const reader = await app().keyOf("scopes", ["read"]);
    const writer = await app().keyOf("scopes", ["write"]);
    expect((await sendJson("tm_wrong", method, path, body)).status).toBe(401);
    expect((await sendJson(reader, method, path, body)).status).toBe(403);
    expect((await app().send(writer, path)).status).toBe(403);
    expect((await app().send(reader, path)).status).toBe(200);
  },
);

it("tells a run with every attempt, and does what a review says", async () => {
  const key = await app().keyOf("whole");
  for (const { method, path, body } of POSTINGS) await sendJson(key, method, path, body);
  expect(await read(key, RUN)).toMatchObject({
    suite: "gold 50%41",
    run: "r/1",
    subject: aRun.subject,
    startedAt: at,
    isPosted: true,
    suiteVersion: 1,
    passRate: { passed: 1, judged: 1, cases: 1, share: 1 },
    results: aRun.results.map((row) => ({ ...row, contentHash: expect.any(String) })),
  });
  expect((await app().send(key, `${RUN}x`)).status).toBe(404);
  expect((await app().send("tm_wrong", RUN)).status).toBe(401);

  const reviews = `${CASES}/refund%2F1/reviews`;
  const review = { action: "retire", reason: "gone", by: "ada" };
  expect((await sendJson(key, "POST", reviews, review)).status).toBe(200);
  expect((await sendJson(key, "POST", reviews, { action: "burn" })).status).toBe(400);
  expect((await sendJson(key, "POST", `${CASES}/none/reviews`, review)).status).toBe(404);
  expect(await read(key, "/api/v1/eval-suites")).toMatchObject({
    suites: [{ suite: "gold 50%41", cases: 0, retired: 1, runs: 1, lastRunAt: at }],
  });
});
