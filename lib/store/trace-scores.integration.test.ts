import { beforeAll, describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { scoreVerdict } from "@/lib/domain/score";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { Prisma } from "./generated/client";
import { findOrCreateProject } from "./projects";
import { SCORE_VERDICT } from "./score-verdict";
import { type NewScore, saveScores } from "./scores";
import { insertSpans } from "./span-writer";
import { loadTracePage } from "./trace-list";

const db = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));
const posting = { origin: "posted", postedAt: at(59) } as const;

const aScore = (traceId: string, more: Partial<NewScore>): NewScore => ({
  id: null,
  traceId,
  spanId: null,
  name: "helpful",
  value: null,
  label: null,
  comment: null,
  source: "evaluator",
  author: null,
  at: at(0),
  ...more,
});

describe("traces asked for by their scores", () => {
  let projectId = 0;

  beforeAll(async () => {
    projectId = (await findOrCreateProject(db(), "scored")).id;
    const other = (await findOrCreateProject(db(), "others")).id;
    const traces = ["high", "low", "said", "mixed", "torn", "silent"];
    await insertSpans(
      db(),
      projectId,
      traces.map((traceId) => aSpan({ traceId })),
    );
    await deriveQueued(db());
    const scores = [
      aScore("high", { value: 0.9, spanId: "s1" }),
      aScore("low", { value: 0.2, at: at(1) }),
      aScore("low", { name: "Answer relevance", value: 4, label: "pass" }),
      aScore("said", { label: "not quite", source: "user" }),
      // Said at one moment: the bad news counts.
      aScore("mixed", { name: "safety", value: 0 }),
      aScore("mixed", { name: "fluency", value: 1 }),
      // A person thinks otherwise than the evaluator, and has changed their mind.
      aScore("torn", { value: 1, at: at(30) }),
      aScore("torn", { name: "review", label: "good", source: "human", at: at(10) }),
      aScore("torn", { name: "review", label: "bad", source: "human", at: at(20) }),
    ];
    await saveScores(poolOf(db()), projectId, scores, posting);
    await saveScores(poolOf(db()), other, [aScore("silent", { value: 1 })], posting);
  });

  it.each([
    ["score.helpful:>0.5", ["high", "torn"]],
    ["score.helpful:0.2", ["low"]],
    ["score.helpful:good", ["high", "torn"]],
    ["score.helpful:bad,>0.95", ["low", "torn"]],
    ['score."Answer relevance":good', ["low"]],
    ['score."Answer relevance":pass', ["low"]],
    ["score.helpful:not*", ["said"]],
    ['score.helpful:"not quite"', ["said"]],
    ['score.helpful:"good"', []],
    ["score.Helpful:>0", []],
    ["-score.helpful:>0.5", ["low", "mixed", "said", "silent"]],
    ["has:score", ["high", "low", "mixed", "said", "torn"]],
    ["-has:score", ["silent"]],
    ["verdict:good", ["high"]],
    ["verdict:bad", ["low", "mixed", "torn"]],
    ["verdict:good,bad", ["high", "low", "mixed", "torn"]],
    ["-verdict:good", ["low", "mixed", "said", "silent", "torn"]],
  ])("%s lists %j", async (text, expected) => {
    const { query, faults } = parseTraceQuery(text);
    expect(faults).toEqual([]);
    const { rows } = await loadTracePage(db(), projectId, { window, query, limit: 50 });
    expect(rows.map((row) => row.traceId).sort()).toEqual(expected);
  });
});

it("judges a score in SQL as everywhere else", async () => {
  const cases = ["Pass", "INCORRECT", "politeness", "not_relevant", null].flatMap((label) =>
    [null, -1, -0.5, 0, 0.49, 0.5, 1, 4].map((value) => ({ label, value })),
  );
  const judged = await db().$queryRaw<{ verdict: boolean | null }[]>(Prisma.sql`
    select ${SCORE_VERDICT} as verdict
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as score (label text, value float8)`);
  expect(judged.map(({ verdict }) => verdict)).toEqual(cases.map(scoreVerdict));
});
