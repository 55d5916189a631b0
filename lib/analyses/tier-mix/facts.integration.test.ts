import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import type { Span } from "@/lib/domain/span";
import { insertBaseline } from "@/lib/store/baselines";
import { saveObjective } from "@/lib/store/objectives";
import { findOrCreateProject } from "@/lib/store/projects";
import { saveSelfReport } from "@/lib/store/self-reports";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { loadTierMixFacts } from "./facts";
import { tierMixParams } from "./params";
import type { Tally } from "./report-facts";

const db = testDatabase();
const now = new Date("2026-03-10T12:34:56.789Z");
const posting = { postedAt: now, postedBy: "ana" };
const WINDOW = { from: "2026-03-08T01:02:03Z", to: "2026-03-10T04:05:06Z" };

const served = (tier: string | null, at: string, more: Partial<Span> = {}) =>
  aSpan({
    startedAt: new Date(at),
    tier: tier === null ? null : { served: tier, intended: null, reason: null, rule: null },
    ...more,
  });

async function projectWith(spans: readonly Span[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), `p-${randomUUID()}`);
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  await rollUpDirty(db());
  return id;
}

const factsOf = (projectId: number, search: Record<string, string> = {}) =>
  loadTierMixFacts(
    { db: db(), projectId, now },
    tierMixParams.parse(new URLSearchParams({ ...WINDOW, ...search }), now),
  );

const total = (rows: readonly Tally[]) => rows.reduce((sum, { n }) => sum + n, 0);
const counts = (rows: readonly (Tally & { readonly tier: string })[]) =>
  Object.fromEntries(
    [...new Set(rows.map((row) => row.tier))]
      .sort()
      .map((tier) => [tier, total(rows.filter((row) => row.tier === tier))]),
  );

describe("a window that begins and ends anywhere", () => {
  let projectId = 0;
  beforeAll(async () => {
    projectId = await projectWith([
      served("primary", "2026-03-08T01:02:02.999Z"),
      served("primary", "2026-03-08T01:02:03.000Z"),
      served("primary", "2026-03-08T23:59:59.999Z", { feature: "chat", tenant: "acme" }),
      served("canned", "2026-03-09T12:00:00.000Z", { feature: "chat", environment: "eu" }),
      served("canned", "2026-03-10T04:05:05.999Z", { segments: { plan: "free" } }),
      served("canned", "2026-03-10T04:05:06.000Z"),
      served(null, "2026-03-09T00:00:00.000Z"),
      served("primary", "2026-03-09T00:00:00.000Z", { source: "eval" }),
    ]);
  });

  it("counts what started in it, eval traces left out, and what says nothing as unknown", async () => {
    const { features, series, flows } = await factsOf(projectId);
    const all = { canned: 2, primary: 2, unknown: 1 };
    expect([counts(features), counts(series), counts(flows)]).toEqual([all, all, all]);
  });

  it.each([
    [{ feature: "chat" }, { canned: 1, primary: 1 }],
    [{ environment: "eu" }, { canned: 1 }],
    [{ tenant: "acme" }, { primary: 1 }],
    [{ "segment.plan": "free" }, { canned: 1 }],
    [{ feature: "none" }, {}],
  ])("narrows to %o", async (filter, expected) => {
    const { features, series, flows, touches } = await factsOf(projectId, filter);
    expect(counts(features)).toEqual(expected);
    expect(counts(series)).toEqual(expected);
    expect(counts(flows)).toEqual(expected);
    expect(counts(touches)).toEqual(expected);
  });

  it("gives every dimension all requests, those that do not say included", async () => {
    const { segments } = await factsOf(projectId);
    for (const dimension of ["feature", "tenant", "segment.plan"]) {
      const rows = segments.filter((row) => row.dimension === dimension && row.period === "after");
      expect([dimension, total(rows)]).toEqual([dimension, 5]);
    }
  });
});

it("looks back from the window's end in lengths that burn alerts and objectives need", async () => {
  const ago = (minutes: number) =>
    new Date(Date.parse(WINDOW.to) - minutes * 60_000 + 1).toISOString();
  const projectId = await projectWith(
    [4, 6, 59, 61, 4_300, 28 * 1_440, 28 * 1_440 + 1].map((minutes) =>
      served("primary", ago(minutes)),
    ),
  );
  await saveObjective(
    db(),
    projectId,
    {
      name: "o",
      analysis: "tier-mix",
      feature: null,
      tier: "primary",
      kind: "floor",
      target: 0.95,
      periodDays: 28,
    },
    posting,
  );
  const { trailing } = await factsOf(projectId);
  const within = (minutes: number) => total(trailing.filter((row) => row.minutes === minutes));
  expect([5, 10, 60, 4_320, 28 * 1_440].map(within)).toEqual([1, 2, 3, 5, 6]);
});

it("compares with the frozen reference, else with as long a window just before", async () => {
  const projectId = await projectWith([
    served("primary", "2026-01-05T00:00:00Z"),
    served("canned", "2026-03-07T00:00:00Z", {
      tier: { served: "canned", intended: "primary", reason: "budget", rule: "r1" },
    }),
  ]);
  const before = await factsOf(projectId);
  expect(before.comparison).toEqual({
    basis: "previous",
    window: { from: new Date("2026-03-05T21:59:00Z"), to: new Date(WINDOW.from) },
  });
  expect(before.demotions).toMatchObject([{ period: "before", rule: "r1", n: 1 }]);
  const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-02-01T00:00:00Z") };
  const reference = {
    analysis: "tier-mix",
    feature: null,
    window,
    reason: "launch",
    approvedBy: "bo",
  };
  await insertBaseline(db(), projectId, reference, posting);
  const after = await factsOf(projectId);
  expect(after.comparison).toEqual({ basis: "reference", window });
  expect(after.referenceDaily).toMatchObject([{ at: new Date("2026-01-05T00:00:00Z"), n: 1 }]);
});

it("counts each self-report's own window, by reason", async () => {
  const demoted = (reason: string, at: string) =>
    served("canned", at, { tier: { served: "canned", intended: "primary", reason, rule: null } });
  const projectId = await projectWith([
    demoted("timeout", "2026-03-09T10:00:00Z"),
    demoted("budget", "2026-03-09T11:00:00Z"),
  ]);
  const window = { from: new Date("2026-03-09T09:30:00Z"), to: new Date("2026-03-09T10:30:00Z") };
  const report = { source: "app", metric: "fallback", window, numerator: 1, denominator: 10 };
  await saveSelfReport(db(), projectId, report, posting);
  const { selfReports, selfReportCounts } = await factsOf(projectId);
  expect(selfReports).toMatchObject([{ source: "app", from: window.from, denominator: 10 }]);
  expect(selfReportCounts).toMatchObject([{ reason: "timeout", n: 1 }]);
});
