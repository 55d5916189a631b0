import { beforeAll, describe, expect, it } from "vitest";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import {
  postRequests,
  readTierMix,
  sendJson,
  type Told,
  untilRecorded,
} from "@/test/post-requests";
import { runningApp } from "@/test/running-app";
import type { RequestGroup } from "@/test/tier-mix-facts";

const app = runningApp();
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1_440 * MS_PER_MINUTE;
const today = Math.floor(Date.now() / MS_PER_DAY) * MS_PER_DAY;
const daysAgo = (days: number) => new Date(today - days * MS_PER_DAY);
const between = (from: Date, to: Date) => ({ from: from.toISOString(), to: to.toISOString() });
const MONTH = between(daysAgo(30), daysAgo(0));

const floor = (target: number) => ({
  analysis: "tier-mix",
  tier: "primary",
  kind: "floor",
  target,
  periodDays: 30,
});
const ceiling = { ...floor(0.005), tier: "canned", kind: "ceiling" };
const put = (key: string, path: string, body: object) =>
  sendJson(app(), key, ["PUT", `/api/v1/${path}`], body);
const readGate = async (key: string, question: Record<string, string>) =>
  (await app().send(key, `/api/v1/gates/tier-mix?${new URLSearchParams(question)}`)).json();

describe("100 000 requests of which the primary tier served 53 %", () => {
  const WEIGHT = 20;
  const SLOTS_PER_DAY = 8;
  const SLOTS = 30 * SLOTS_PER_DAY;
  const PARTS = [
    { tier: "primary", total: 53_000 },
    { tier: "secondary", total: 500, reason: "timeout" },
    { tier: "secondary", total: 6_000, reason: "rate_limit" },
    { tier: "secondary", total: 9_000, reason: "budget" },
    { tier: "secondary", total: 22_500, reason: "router", rule: "complexity-router" },
    { tier: "canned", total: 9_000, reason: "guardrail" },
  ];
  /** Spread evenly; the last of them a quarter of an hour before midnight. */
  const requests = Array.from({ length: SLOTS }, (_, slot) => {
    const end = daysAgo(30).getTime() + ((slot + 1) * MS_PER_DAY) / SLOTS_PER_DAY;
    const upTo = (total: number, slots: number) => Math.floor((slots * total) / WEIGHT / SLOTS);
    return PARTS.map(({ total, ...part }): RequestGroup => {
      const count = upTo(total, slot + 1) - upTo(total, slot);
      return { ...part, at: new Date(end - 15 * MS_PER_MINUTE), weight: WEIGHT, count };
    });
  }).flat();
  let key: string;
  let report: Told<TierMixReport>;

  beforeAll(async () => {
    key = await app().keyOf("worked");
    await put(key, "objectives/primary", floor(0.95));
    await put(key, "objectives/primary-90", floor(0.9));
    await put(key, "objectives/canned", ceiling);
    await put(key, "routing-rules/complexity-router", {
      owner: "Ada",
      rationale: "simple prompts need no frontier model",
      fromTier: "primary",
      toTier: "secondary",
      reason: "router",
      expectedShare: 0.05,
      expiresAt: daysAgo(-30).toISOString(),
    });
    const counter = {
      source: "app",
      metric: "fallback_rate",
      numerator: 500,
      denominator: 100_000,
    };
    await sendJson(app(), key, ["POST", "/api/v1/self-reports"], { ...counter, ...MONTH });
    await postRequests(app(), key, requests);
    await untilRecorded(app(), key, MONTH, 100_000 / WEIGHT);
    report = await readTierMix(app(), key, MONTH);
  });

  it("have shares with the intervals of the traces that were kept of them", () => {
    expect(report).toMatchObject({ requests: 100_000, recorded: 5_000, unknownShare: 0 });
    expect(report.tiers.map(({ tier, requests, share }) => [tier, requests, share])).toEqual([
      ["primary", 53_000, 0.53],
      ["secondary", 38_000, 0.38],
      ["canned", 9_000, 0.09],
    ]);
    const { low, high } = wilson(1_900, 5_000);
    expect(report.tiers[1]?.low).toBeCloseTo(low, 9);
    expect(report.tiers[1]?.high).toBeCloseTo(high, 9);
    const sum = report.series.reduce((total, point) => total + point.requests, 0);
    expect([report.series.length, sum]).toEqual([30, 100_000]);
  });

  it("burn 9.4 and 18 times what the objectives allow", () => {
    const [canned, primary] = report.objectives;
    expect(primary).toMatchObject({ name: "primary", achieved: 0.53, status: "missed" });
    expect(primary?.burn).toBeCloseTo(9.4, 9);
    expect(primary?.budgetRemaining).toBeCloseTo(-8.4, 9);
    expect(primary?.fullBudgetDays).toBeCloseTo(3.1915, 4);
    expect(canned).toMatchObject({ name: "canned", achieved: 0.09, status: "missed" });
    expect(canned?.burn).toBeCloseTo(18, 9);
    expect(canned?.fullBudgetDays).toBeCloseTo(1.6667, 4);
  });

  it("cannot reach a factor of 14.4 where a tenth may be bad, and are held to another limit", () => {
    const hourly = report.objectives.map(({ name, alerts }) => ({ name, ...alerts[0] }));
    expect(hourly.find(({ name }) => name === "primary-90")).toMatchObject({
      factor: 14.4,
      reachable: false,
      threshold: expect.closeTo(0.55, 9),
      firing: false,
    });
    expect(hourly.find(({ name }) => name === "primary")).toMatchObject({
      reachable: true,
      threshold: expect.closeTo(0.72, 9),
      firing: false,
    });
  });

  it("are owned by reasons and rules, and explain what the counter counts", () => {
    const { byReason, byRule } = report.attribution;
    expect(byReason.map(({ reason, share }) => [reason, share])).toEqual([
      ["router", 0.225],
      ["budget", 0.09],
      ["guardrail", 0.09],
      ["rate_limit", 0.06],
      ["timeout", 0.005],
    ]);
    expect(byRule.find(({ rule }) => rule === "complexity-router")).toMatchObject({
      owner: "Ada",
      share: 0.225,
    });
    expect(report.ledger).toMatchObject([{ share: 0.225, status: "over_expected" }]);
    expect(report.reconciliation).toMatchObject([
      {
        reported: 0.005,
        derived: 0.47,
        coverage: 1,
        status: "mismatch",
        explainedBy: ["timeout"],
      },
    ]);
  });

  it("stop a release, at the gate and with a page", async () => {
    const { verdict, reasons } = await readGate(key, MONTH);
    expect(verdict).toBe("block");
    const codes = reasons.map(({ code }: { code: string }) => code);
    expect(new Set(codes)).toEqual(new Set(["floor_missed", "ceiling_missed", "page_alert"]));
    expect(report.verdict).toMatchObject({ status: "broken", objective: "canned" });
  });
});

it("tells by segment what came of other traffic and what of more demotion", async () => {
  const key = await app().keyOf("segments");
  const mix = (at: Date, plan: string, total: number, demoted: number): RequestGroup[] => [
    { at, tier: "primary", count: 1, weight: total - demoted, segments: { plan } },
    { at, tier: "secondary", count: 1, weight: demoted, segments: { plan } },
  ];
  await postRequests(app(), key, [
    ...mix(daysAgo(15), "free", 1_200, 24),
    ...mix(daysAgo(15), "team", 600, 30),
    ...mix(daysAgo(15), "firm", 200, 20),
    ...mix(daysAgo(5), "free", 800, 24),
    ...mix(daysAgo(5), "team", 700, 35),
    ...mix(daysAgo(5), "firm", 500, 100),
  ]);
  const question = between(daysAgo(10), daysAgo(0));
  await untilRecorded(app(), key, between(daysAgo(20), daysAgo(0)), 12);
  const { attribution } = await readTierMix(app(), key, question);
  const plans = attribution.segments.filter(({ dimension }) => dimension === "segment.plan");
  const near = (value: number) => expect.closeTo(value, 9);
  expect(plans).toEqual([
    { dimension: "segment.plan", value: "firm", mix: near(0.0225), rate: near(0.0175) },
    { dimension: "segment.plan", value: "team", mix: near(0.0025), rate: near(0) },
    { dimension: "segment.plan", value: "free", mix: near(-0.005), rate: near(0.005) },
  ]);
  expect((attribution.demoted.share ?? 0) - (attribution.demotedBefore ?? 0)).toBeCloseTo(
    0.0425,
    9,
  );
});

describe("few requests or none", () => {
  it("are unknown, not zero, and no verdict", async () => {
    const key = await app().keyOf("empty");
    await put(key, "objectives/primary", floor(0.95));
    const report = await readTierMix(app(), key, MONTH);
    expect(report).toMatchObject({
      requests: 0,
      unknownShare: null,
      series: [],
      rotation: { status: "no_baseline", tvd: null },
      objectives: [{ achieved: null, burn: null, daysToExhaustion: null, status: "no_data" }],
      verdict: { status: "unknown" },
    });
    expect(await readGate(key, MONTH)).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ code: "no_data" }],
    });
  });

  it("show their share and are not judged", async () => {
    const key = await app().keyOf("tiny");
    await put(key, "objectives/primary", floor(0.95));
    const at = daysAgo(0.01);
    const second = (offset: number) => new Date(at.getTime() + offset * 1_000);
    await postRequests(app(), key, [
      { at, tier: "primary", count: 2 },
      { at, tier: "secondary", count: 2 },
    ]);
    await untilRecorded(app(), key, MONTH, 4);
    const [objective] = (await readTierMix(app(), key, MONTH)).objectives;
    expect(objective).toMatchObject({ achieved: 0.5, status: "insufficient" });
    expect(objective?.alerts.some(({ firing }) => firing)).toBe(false);
    expect(await readGate(key, MONTH)).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ code: "insufficient" }],
    });
    const within = await readTierMix(app(), key, between(at, second(1)));
    const after = await readTierMix(app(), key, between(second(1), second(2)));
    expect([within, after].map(({ requests, unknownShare }) => [requests, unknownShare])).toEqual([
      [4, 0],
      [0, null],
    ]);
  });
});
