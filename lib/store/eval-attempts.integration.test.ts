import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import type { EvalAttempt } from "@/lib/domain/evals/eval-run";
import type { EvalRef, Span } from "@/lib/domain/span";
import { aCase } from "@/test/eval-case";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { loadEvalAttempts } from "./eval-attempts";
import { saveEvalCases } from "./eval-cases";
import { saveEvalRun } from "./eval-runs";
import { findOrCreateProject } from "./projects";
import { saveScores } from "./scores";
import { insertSpans } from "./span-writer";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const at = (time: string) => new Date(`2026-03-01T${time}:00Z`);
const by = { postedAt: at("08:00"), postedBy: "ci" };

const subject = { model: "m1", prompt: "support@7", config: { temperature: 0 } };
const result = (more: Partial<EvalAttempt> = {}): EvalAttempt => ({
  case: "refund",
  attempt: 1,
  passed: true,
  score: 0.9,
  traceId: null,
  error: null,
  ...more,
});
const post = (projectId: number, run: string, results: readonly EvalAttempt[]) =>
  saveEvalRun(
    db(),
    projectId,
    { suite: "gold", run, subject, startedAt: at("09:00"), results },
    by,
  );

const ref = (more: Partial<EvalRef> = {}): EvalRef => ({
  suite: "gold",
  run: "r1",
  case: "refund",
  attempt: 1,
  ...more,
});

async function send(projectId: number, ...spans: readonly Partial<Span>[]): Promise<void> {
  await insertSpans(
    db(),
    projectId,
    spans.map((span) =>
      aSpan({
        kind: "llm",
        model: { requested: "m2", served: "m2-2026", fingerprint: null },
        prompt: { name: "support", version: "8" },
        startedAt: at("10:00"),
        ...span,
      }),
    ),
  );
  await deriveQueued(db());
}

const score = (traceId: string, value: number, source: "human" | "evaluator" | "user") => ({
  ...{ traceId, value, source, id: null, author: null, spanId: null, label: null, comment: null },
  name: "reward",
  at: at("11:00"),
});

it("reads what was posted, with its subject and the content that stood then", async () => {
  const projectId = await aProject();
  await saveEvalCases(db(), projectId, "gold", [aCase()], by);
  await post(projectId, "r1", [result({ traceId: "t1" }), result({ case: "new", passed: null })]);
  const [unknown, known] = await loadEvalAttempts(db(), projectId);
  expect(known).toEqual({
    ...result({ traceId: "t1" }),
    suite: "gold",
    run: "r1",
    contentHash: expect.any(String),
    at: at("09:00"),
    subjectKey: expect.any(String),
    subjectLabel: 'm1 · support@7 · {"temperature":0}',
    model: "m1",
    prompt: "support@7",
    origin: "posted",
  });
  expect(unknown).toMatchObject({ case: "new", passed: null, contentHash: null });
});

it("takes traces that say which case they execute for attempts of a run", async () => {
  const projectId = await aProject();
  await saveEvalCases(db(), projectId, "gold", [aCase()], by);
  await send(
    projectId,
    { traceId: "good", eval: ref() },
    { traceId: "failed", eval: ref({ attempt: 2 }), status: { code: "error", message: "boom" } },
    { traceId: "open", eval: ref({ attempt: 3 }), outcome: "handoff" },
    { traceId: "stray", eval: ref({ case: null }) },
  );
  await saveScores(
    poolOf(db()),
    projectId,
    [score("good", 0, "user"), score("good", 1, "evaluator")],
    { origin: "posted", postedAt: at("11:00") },
  );
  const rows = await loadEvalAttempts(db(), projectId);
  expect(rows.map(({ traceId, passed, score, error }) => [traceId, passed, score, error])).toEqual([
    ["good", true, 1, null],
    ["failed", false, null, "boom"],
    ["open", null, null, null],
  ]);
  expect(rows[0]).toMatchObject({
    run: "r1",
    subjectLabel: "m2-2026 · support@8",
    model: "m2-2026",
    prompt: "support@8",
    at: at("10:00"),
    origin: "mark",
  });
  const stored = await db().evalCase.findFirstOrThrow({ where: { projectId } });
  expect(rows.map((row) => row.contentHash)).toEqual(Array(3).fill(stored.contentHash));
});

it("counts an attempt once that was posted and is marked on a trace", async () => {
  const projectId = await aProject();
  await post(projectId, "r1", [
    result({ traceId: "named" }),
    result({ attempt: 2, passed: false }),
  ]);
  await send(
    projectId,
    { traceId: "named", eval: ref({ attempt: null }) },
    { traceId: "numbered", eval: ref({ attempt: 2 }) },
    { traceId: "third", eval: ref({ attempt: null }), startedAt: at("10:30") },
  );
  const rows = await loadEvalAttempts(db(), projectId);
  expect(
    rows.map(({ attempt, traceId, passed, subjectLabel }) => [
      attempt,
      traceId,
      passed,
      subjectLabel.slice(0, 2),
    ]),
  ).toEqual([
    [1, "named", true, "m1"],
    [2, "numbered", false, "m1"],
    [3, "third", null, "m1"],
  ]);
});

it("names a run that has no name for its UTC day", async () => {
  const projectId = await aProject();
  await send(
    projectId,
    { traceId: "a", eval: ref({ run: null, attempt: null }), startedAt: at("23:59") },
    {
      traceId: "b",
      eval: ref({ run: null, attempt: null }),
      startedAt: new Date("2026-03-02T00:00:00Z"),
    },
  );
  const rows = await loadEvalAttempts(db(), projectId);
  expect(rows.map(({ run, attempt }) => [run, attempt])).toEqual([
    ["2026-03-01", 1],
    ["2026-03-02", 1],
  ]);
  const one = await loadEvalAttempts(db(), projectId, { runs: ["2026-03-02"] });
  expect(one.map((row) => row.traceId)).toEqual(["b"]);
});

it("reads the suites, cases and time that are asked for, of one project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await post(projectId, "r1", [result(), result({ case: "b" })]);
  await send(projectId, { traceId: "late", eval: ref({ suite: "s2", run: "x" }) });
  await send(other, { traceId: "theirs", eval: ref() });
  const cases = async (filter: Parameters<typeof loadEvalAttempts>[2]) =>
    (await loadEvalAttempts(db(), projectId, filter)).map((row) => `${row.suite} ${row.case}`);
  expect(await cases({})).toEqual(["gold b", "gold refund", "s2 refund"]);
  expect(await cases({ suites: ["gold"] })).toEqual(["gold b", "gold refund"]);
  expect(await cases({ cases: ["refund"] })).toEqual(["gold refund", "s2 refund"]);
  expect(await cases({ since: at("10:00") })).toEqual(["s2 refund"]);
  expect(await cases({ since: at("09:00") })).toHaveLength(3);
  expect(await cases({ since: at("10:01") })).toEqual([]);
});
