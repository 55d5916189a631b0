import { beforeAll, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import type { Span } from "@/lib/domain/span";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { findOrCreateProject } from "./projects";
import { type NewScore, saveScores } from "./scores";
import { insertSpans } from "./span-writer";
import { loadTierQuality } from "./tier-quality";
import type { TierScope } from "./tier-source";

const db = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const noon = new Date("2026-03-01T12:00:00Z");

const served = (traceId: string, tier: string | null, more: Partial<Span> = {}) =>
  aSpan({
    traceId,
    startedAt: noon,
    tier: tier === null ? null : { served: tier, intended: null, reason: null, rule: null },
    ...more,
  });

const judged = (traceId: string, more: Partial<NewScore>): NewScore => ({
  id: null,
  traceId,
  spanId: null,
  name: "helpful",
  value: null,
  label: null,
  comment: null,
  source: "evaluator",
  author: null,
  at: noon,
  ...more,
});

let everything: TierScope;

beforeAll(async () => {
  const { id: projectId } = await findOrCreateProject(db(), "quality");
  const { id: other } = await findOrCreateProject(db(), "other-quality");
  everything = { projectId, feature: null, environment: null, tenant: null, segments: {} };
  await insertSpans(db(), projectId, [
    served("good", "primary", { feature: "chat", tenant: "acme" }),
    served("bad", "primary"),
    served("overruled", "primary"),
    served("vague", "primary"),
    served("canned", "canned", { segments: { plan: "free" } }),
    served("nowhere", null),
    served("eval", "primary", { source: "eval" }),
    served("before", "primary", { startedAt: new Date("2026-02-28T23:59:59.999Z") }),
    served("after", "primary", { startedAt: window.to }),
  ]);
  await insertSpans(db(), other, [served("good", "primary")]);
  await deriveQueued(db());
  const scores = [
    judged("good", { value: 1 }),
    judged("bad", { label: "fail", at: new Date("2026-04-01") }),
    judged("overruled", { label: "good", source: "human", at: new Date("2026-03-01T12:05:00Z") }),
    judged("overruled", { label: "bad", at: new Date("2026-03-01T13:00:00Z") }),
    judged("vague", { value: 4 }),
    judged("canned", { label: "thumbs_down", source: "user" }),
    judged("nowhere", { value: 0.75, spanId: "s1" }),
    ...["eval", "before", "after", "unsent"].map((traceId) => judged(traceId, { value: 1 })),
  ];
  await saveScores(poolOf(db()), projectId, scores, { origin: "posted", postedAt: noon });
  const elsewhere = [judged("good", { value: 0 })];
  await saveScores(poolOf(db()), other, elsewhere, { origin: "posted", postedAt: noon });
});

it("counts each production trace of the window once, by the score that counts", async () => {
  expect(await loadTierQuality(db(), everything, window)).toEqual([
    { tier: "canned", scored: 1, good: 0 },
    { tier: "primary", scored: 3, good: 2 },
    { tier: "unknown", scored: 1, good: 1 },
  ]);
});

it.each<[string, Partial<TierScope>, string]>([
  ["feature", { feature: "chat" }, "primary"],
  ["tenant", { tenant: "acme" }, "primary"],
  ["segment", { segments: { plan: "free" } }, "canned"],
])("is narrowed to a %s", async (_, scope, tier) => {
  const counted = await loadTierQuality(db(), { ...everything, ...scope }, window);
  expect(counted.map((row) => [row.tier, row.scored])).toEqual([[tier, 1]]);
});
