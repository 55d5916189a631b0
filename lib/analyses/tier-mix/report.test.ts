import { describe, expect, it } from "vitest";
import type { RequestGroup } from "@/test/tier-mix-facts";
import { ceiling, day, floor, MONTH, reference, reportOn } from "@/test/tier-mix-scenario";

const MS_PER_DAY = 86_400_000;

/** 100 000 requests spread evenly over thirty days, each hour alike. */
const worked = Array.from({ length: 30 * 20 }, (_, i): RequestGroup[] => {
  const at = new Date(MONTH.from.getTime() + (i * 30 * MS_PER_DAY) / 600 + 60_000);
  const part = (tier: string, total: number, reason?: string, rule?: string) => ({
    at,
    tier,
    count: Math.floor(((i + 1) * total) / 600) - Math.floor((i * total) / 600),
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
  });
  return [
    part("primary", 53_000),
    part("secondary", 500, "timeout"),
    part("secondary", 6_000, "rate_limit"),
    part("secondary", 9_000, "budget"),
    part("secondary", 22_500, "complexity", "complexity-router"),
    part("canned", 9_000, "guardrail"),
  ];
}).flat();

describe("100 000 requests of which the primary tier served 53 %", () => {
  const asked = reportOn(worked, {
    objectives: [floor, ceiling],
    selfReports: [
      {
        id: "1",
        source: "app",
        metric: "fallback_rate",
        ...MONTH,
        numerator: 500,
        denominator: 100_000,
      },
    ],
    routingRules: [
      {
        rule: "complexity-router",
        owner: "Ada",
        rationale: "cheaper",
        fromTier: "primary",
        toTier: "secondary",
        reason: "complexity",
        expectedShare: 0.05,
        createdAt: day(0, 0),
        expiresAt: null,
        ramp: [
          { at: day(0), percent: 5 },
          { at: day(9), percent: 50 },
        ],
        review: null,
      },
    ],
  });

  it("gives shares with their intervals, the best tier first", () => {
    expect(asked.requests).toBe(100_000);
    expect(
      asked.tiers.map(({ tier, level, requests, share }) => [tier, level, requests, share]),
    ).toEqual([
      ["primary", 0, 53_000, 0.53],
      ["secondary", 1, 38_000, 0.38],
      ["canned", 3, 9_000, 0.09],
    ]);
    const secondary = asked.tiers[1];
    expect(secondary?.low).toBeCloseTo(0.376996, 6);
    expect(secondary?.high).toBeCloseTo(0.383013, 6);
    expect(asked).toMatchObject({ unknownShare: 0, telemetryGap: false });
  });

  it("burns 9.4 and 18 times as fast as the objectives allow", () => {
    const [canned, primary] = asked.objectives;
    expect(primary).toMatchObject({ name: "primary-floor", achieved: 0.53, status: "missed" });
    expect(primary?.burn).toBeCloseTo(9.4, 9);
    expect(primary?.budgetRemaining).toBeCloseTo(-8.4, 9);
    expect(primary?.fullBudgetDays).toBeCloseTo(3.1915, 4);
    expect(primary?.daysToExhaustion).toBe(0);
    expect(canned?.burn).toBeCloseTo(18, 9);
    expect(canned?.fullBudgetDays).toBeCloseTo(1.6667, 4);
  });

  it("finds that the counter counts timeouts only", () => {
    expect(asked.reconciliation).toHaveLength(1);
    expect(asked.reconciliation[0]).toMatchObject({
      reported: 0.005,
      derived: 0.47,
      coverage: 1,
      status: "mismatch",
      explainedBy: ["timeout"],
    });
  });

  it("says who owns the demoted requests", () => {
    expect(asked.attribution.byReason.map(({ reason, share }) => [reason, share])).toEqual([
      ["complexity", 0.225],
      ["budget", 0.09],
      ["guardrail", 0.09],
      ["rate_limit", 0.06],
      ["timeout", 0.005],
    ]);
    expect(asked.attribution.byRule[1]).toMatchObject({
      rule: "complexity-router",
      owner: "Ada",
      share: 0.225,
    });
    expect(asked.ledger[0]).toMatchObject({
      rule: "complexity-router",
      status: "over_expected",
      rampPercent: 50,
      ageDays: 30,
    });
  });

  it("leads with all of it", () => {
    expect(asked.verdict).toMatchObject({
      status: "broken",
      primary: { tier: "primary", share: 0.53 },
      objective: "canned-ceiling",
      rule: { rule: "complexity-router", share: 0.225 },
      mismatch: { source: "app" },
    });
    expect(asked.verdict.because).toContain("objective_missed");
    expect(asked.verdict.because).toContain("counter_mismatch");
  });
});

describe("requests of unknown tier", () => {
  const mixed = [
    { at: day(3), tier: "primary", count: 900 },
    { at: day(3), tier: "unknown", count: 100 },
  ];

  it("stay in the denominator, count against a floor and are shown last", () => {
    const asked = reportOn(mixed, { objectives: [floor], levels: [{ tier: "canned", level: 3 }] });
    expect(asked.tiers.map(({ tier }) => tier)).toEqual(["primary", "canned", "unknown"]);
    expect(asked).toMatchObject({ unknownShare: 0.1, telemetryGap: true });
    expect(asked.objectives[0]).toMatchObject({
      achieved: 0.9,
      status: "missed",
      missedWithoutUnknown: false,
    });
    expect(asked.attribution.demoted.share).toBe(0);
  });
});

describe("an empty or tiny window", () => {
  it("is unknown, not zero", () => {
    const asked = reportOn([], {
      objectives: [floor],
      reference,
      levels: [{ tier: "primary", level: 0 }],
    });
    expect(asked.verdict).toMatchObject({ status: "unknown", because: [] });
    expect(asked.tiers).toMatchObject([{ tier: "primary", requests: 0, share: null, low: null }]);
    expect(asked.objectives[0]).toMatchObject({
      achieved: null,
      burn: null,
      budgetRemaining: null,
      daysToExhaustion: null,
      status: "no_data",
    });
    expect(asked).toMatchObject({ unknownShare: null, telemetryGap: false, waterfall: null });
    expect(asked.rotation).toMatchObject({ status: "no_baseline", tvd: null, daysToBreach: null });
  });

  it("shows its share and interval and judges nothing", () => {
    const few = [
      { at: day(29, 23), tier: "primary", count: 2 },
      { at: day(29, 23), tier: "secondary", count: 2 },
    ];
    const [objective] = reportOn(few, { objectives: [floor] }).objectives;
    expect(objective).toMatchObject({ achieved: 0.5, status: "insufficient" });
    expect(objective?.alerts.every(({ firing }) => !firing)).toBe(true);
    expect(objective?.low).toBeGreaterThan(0.1);
  });
});

it("counts weighted traces for what they stand for and knows how few they are", () => {
  const sampled = [
    { at: day(1), tier: "primary", count: 530, weight: 100 },
    { at: day(1), tier: "secondary", count: 470, weight: 100 },
  ];
  const asked = reportOn(sampled);
  expect(asked).toMatchObject({ requests: 100_000, recorded: 1_000 });
  expect(asked.tiers[0]?.share).toBe(0.53);
  // As wide as 530 of 1 000, not as 53 000 of 100 000.
  expect(asked.tiers[0]?.low).toBeCloseTo(0.499, 3);
});

it("keeps a feature's objective to that feature", () => {
  const requests = [
    { at: day(1), tier: "primary", count: 100, feature: "chat" },
    { at: day(1), tier: "secondary", count: 100, feature: "search" },
  ];
  const objectives = [
    { ...floor, name: "chat", feature: "chat" },
    { ...floor, name: "everything" },
  ];
  const asked = reportOn(requests, { objectives });
  expect(asked.objectives.map(({ achieved }) => achieved)).toEqual([1, 0.5]);
});

it("finds a tier that fell silent", () => {
  const requests = Array.from({ length: 30 }, (_, i) => [
    { at: day(i), tier: "primary", count: 1_000 },
    ...(i === 29 ? [] : [{ at: day(i), tier: "secondary", count: 50 }]),
  ]).flat();
  expect(reportOn(requests).silentTiers.map(({ tier }) => tier)).toEqual(["secondary"]);
});
