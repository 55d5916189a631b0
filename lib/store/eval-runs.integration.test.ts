import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { EvalAttempt, EvalRun } from "@/lib/domain/evals/eval-run";
import { testDatabase } from "@/test/postgres";
import { saveEvalCases } from "./eval-cases";
import { loadRunTallies } from "./eval-run-tallies";
import { findEvalRun, listEvalRuns, saveEvalRun } from "./eval-runs";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = { postedAt: new Date("2026-03-01"), postedBy: "ci" };

const result = (more: Partial<EvalAttempt> = {}): EvalAttempt => ({
  case: "refund",
  attempt: 1,
  passed: true,
  score: 1,
  traceId: null,
  error: null,
  ...more,
});
const aRun = (results: EvalAttempt[], more: Partial<EvalRun> = {}): EvalRun => ({
  suite: "gold",
  run: "r1",
  subject: { model: "gpt-4o", prompt: "v1", config: { b: 1, a: 2 } },
  startedAt: new Date("2026-02-28"),
  results,
  ...more,
});

it("keeps each attempt once, adds more of a run and corrects what was said", async () => {
  const projectId = await aProject();
  const save = (run: EvalRun) => saveEvalRun(db(), projectId, run, by);
  const first = [result(), result({ attempt: 2, passed: false, score: 0 })];
  expect(await save(aRun(first))).toEqual({ inserted: 2, updated: 0, unchanged: 0 });
  expect(await save(aRun(first))).toEqual({ inserted: 0, updated: 0, unchanged: 2 });
  const graderFailed = result({ attempt: 2, passed: null, score: null, error: "grader timed out" });
  expect(await save(aRun([graderFailed, result({ case: "other" })]))).toEqual({
    inserted: 1,
    updated: 1,
    unchanged: 0,
  });
  const attempts = await db().evalAttempt.findMany({
    where: { projectId },
    orderBy: [{ caseId: "asc" }, { attempt: "asc" }],
  });
  expect(attempts.map(({ caseId, attempt, passed }) => [caseId, attempt, passed])).toEqual([
    ["other", 1, true],
    ["refund", 1, true],
    ["refund", 2, null],
  ]);
});

it("remembers which content of a case a result speaks of", async () => {
  const projectId = await aProject();
  const posted = { id: "refund", input: "a", expected: "b", intent: null, tags: [] };
  const nobody = { createdAt: null, curator: null, sourceTraceId: null, verifiedBy: null };
  const rest = { ...nobody, lastVerifiedAt: null, dependsOn: {}, branches: [] };
  await saveEvalCases(db(), projectId, "gold", [{ ...posted, ...rest }], by);
  await saveEvalRun(db(), projectId, aRun([result(), result({ case: "unknown" })]), by);
  const kept = await db().evalAttempt.findMany({
    where: { projectId },
    orderBy: { caseId: "asc" },
  });
  expect(kept[0]?.contentHash).toMatch(/^[\w-]{10,}$/);
  expect(kept[1]?.contentHash).toBeNull();
  expect(await findEvalRun(db(), projectId, "gold", "r1")).toMatchObject({ suiteVersion: 1 });
});

it("names equal subjects equally, whatever the order of their keys", async () => {
  const projectId = await aProject();
  await saveEvalRun(db(), projectId, aRun([]), by);
  const config = { a: 2, b: 1 };
  const subject = { model: "gpt-4o", prompt: "v1", config };
  await saveEvalRun(db(), projectId, aRun([], { run: "r2", subject }), by);
  const { rows } = await listEvalRuns(db(), projectId, { cursor: null, limit: 10 }, "gold");
  expect(rows.map((row) => row.run)).toEqual(["r2", "r1"]);
  expect(rows[0]?.subjectKey).toBe(rows[1]?.subjectKey);
  expect((await listEvalRuns(db(), projectId, { cursor: null, limit: 9 }, "x")).rows).toEqual([]);
});

it("counts what was posted of a run by how its cases came out", async () => {
  const projectId = await aProject();
  const posted = [
    result({ case: "a", attempt: 1 }),
    result({ case: "a", attempt: 2, passed: false }),
    result({ case: "b" }),
    result({ case: "c" }),
    result({ case: "d", passed: null, error: "grader timed out" }),
  ];
  await saveEvalRun(db(), projectId, aRun(posted), by);
  await saveEvalRun(db(), projectId, aRun([], { run: "empty" }), by);
  const [first, empty] = (
    await loadRunTallies(db(), projectId, { suites: ["gold"], runs: ["r1", "empty"] })
  ).sort((x, y) => y.attempts - x.attempts);
  expect(first).toMatchObject({ run: "r1", attempts: 5, graderErrors: 1 });
  expect(new Set(first?.tallies)).toEqual(
    new Set([
      { judged: 2, passed: 1, cases: 1 },
      { judged: 1, passed: 1, cases: 2 },
      { judged: 0, passed: 0, cases: 1 },
    ]),
  );
  expect(empty).toMatchObject({ run: "empty", attempts: 0, tallies: [] });
  const other = await aProject();
  const theirs = { suites: ["gold"], runs: ["r1"] };
  expect(await loadRunTallies(db(), other, theirs)).toEqual([]);
});
