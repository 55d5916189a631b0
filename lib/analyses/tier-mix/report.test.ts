import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RequestGroup, tierMixFacts } from "@/test/tier-mix-facts";
import { buildTierMixReport, type TierMixFacts } from "./report";
import type { ObjectiveFact } from "./report-facts";

const MS_PER_DAY = 86_400_000;
const day = (index: number, hour = 12) => new Date(Date.UTC(2026, 0, 5 + index, hour));
const daysFrom = (from: number, to: number) => ({ from: day(from, 0), to: day(to, 0) });
const MONTH = daysFrom(0, 30);

const floor: ObjectiveFact = {
  name: "primary-floor",
  feature: null,
  tier: "primary",
  kind: "floor",
  target: 0.95,
  periodDays: 30,
};
const ceiling: ObjectiveFact = {
  ...floor,
  name: "canned-ceiling",
  tier: "canned",
  kind: "ceiling",
  target: 0.005,
};

const report = (
  requests: readonly RequestGroup[],
  posted: Parameters<typeof tierMixFacts>[2] = {},
  window = MONTH,
) => buildTierMixReport(tierMixFacts(requests, window, posted), { window });

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
  const asked = report(worked, {
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

/** Weekly counts of the secondary tier, of 20 000 requests each week. */
const WEEKLY = [
  100, 120, 80, 100, 100, 340, 360, 320, 340, 360, 640, 620, 660, 640, 640, 660, 1020, 1000, 1040,
  1020, 1020, 1580, 1620, 1600, 1580, 1620,
];
const onDay = (index: number, secondary: number, total: number): RequestGroup[] => [
  { at: day(index), tier: "primary", count: total - secondary },
  { at: day(index), tier: "secondary", count: secondary },
];
/** The week's requests spread over its seven days. */
const halfYear = WEEKLY.flatMap((count, week) =>
  Array.from({ length: 7 }, (_, i) => {
    const part = (total: number) => Math.round(((i + 1) * total) / 7) - Math.round((i * total) / 7);
    return onDay(week * 7 + i, part(count), part(20_000));
  }).flat(),
);
const HALF_YEAR = daysFrom(0, 182);
const reference = {
  window: daysFrom(0, 35),
  reason: "as launched",
  approvedBy: "Ada",
  frozenAt: day(35),
};

describe("half a year in which the secondary tier rose in four steps", () => {
  const asked = report(halfYear, { reference, objectives: [floor] }, HALF_YEAR);

  it("finds the steps, and they add up", () => {
    const steps = asked.steps.filter(({ tier }) => tier === "secondary");
    expect(steps.map(({ at }) => at)).toEqual([5, 10, 16, 21].map((week) => day(week * 7, 0)));
    for (const [i, delta] of [0.0122, 0.01496667, 0.01883333, 0.029].entries()) {
      expect(steps[i]?.delta).toBeCloseTo(delta, 5);
    }
    expect(steps.reduce((sum, { delta }) => sum + delta, 0)).toBeCloseTo(0.075, 5);
  });

  it("alarms in the first week of the first step", () => {
    const rising = asked.rotation.cusum.find(({ tier }) => tier === "secondary");
    expect(rising).toMatchObject({ direction: "up", bucket: "day", firing: true });
    const alarm = rising?.alarmAt?.getTime() ?? 0;
    expect(alarm).toBeGreaterThanOrEqual(day(35, 0).getTime());
    expect(alarm).toBeLessThan(day(42, 0).getTime());
    expect(rising?.onsetAt).toEqual(day(35, 0));
    expect(asked.rotation.cusum.find(({ tier }) => tier === "primary")?.direction).toBe("down");
  });

  it("calls it a slow rotation with a proven trend", () => {
    expect(asked.rotation.status).toBe("slow_rotation");
    expect(asked.rotation.tvd).toBeCloseTo(0.081 - 0.005, 4);
    expect(asked.rotation.low).toBeLessThan(0.076);
    const trend = asked.rotation.trend.find(({ tier }) => tier === "secondary");
    expect(trend?.slopePerWeek).toBeCloseTo(0.0031666667, 6);
    expect(trend?.p).toBeLessThan(0.01);
    expect(trend?.weeks).toBe(26);
    expect(asked.verdict.rotatingSince).toEqual(day(35, 0));
  });

  it("burns at 1 only eleven weeks after that alarm, and is beyond chance five weeks later still", () => {
    const alerts = WEEKLY.map((_, week) => {
      const until = daysFrom(0, (week + 1) * 7);
      return report(halfYear, { objectives: [floor] }, until).objectives[0]?.alerts ?? [];
    });
    const burning = alerts.map((each) => each.some(({ burnLong }) => (burnLong ?? 0) > 1));
    expect(burning.indexOf(true)).toBe(16);
    expect(alerts.findIndex((each) => each.some(({ firing }) => firing))).toBe(21);
  });

  it("says how many days remain before the objective is missed", () => {
    const until = daysFrom(0, 14 * 7);
    const then = report(halfYear, { reference, objectives: [floor] }, until);
    const slope = then.rotation.trend.find(({ tier }) => tier === "primary")?.slopePerWeek ?? 0;
    expect(then.rotation.daysToBreach).toBeCloseTo(((0.95 - 0.968) / slope) * 7, 6);
    expect(asked.rotation.daysToBreach).toBe(0);
  });

  it("offers nothing of the kind without a frozen reference of four weeks", () => {
    const short = { ...reference, window: daysFrom(0, 27) };
    for (const given of [null, short]) {
      const { rotation } = report(halfYear, { reference: given }, HALF_YEAR);
      expect(rotation).toMatchObject({ status: "no_baseline", tvd: null, cusum: [] });
    }
  });

  it("keeps quiet about a steady mix", () => {
    const steady = Array.from({ length: 182 }, (_, i) => onDay(i, 14 + (i % 3), 2_857)).flat();
    const { rotation, steps, verdict } = report(
      steady,
      { reference, objectives: [floor] },
      HALF_YEAR,
    );
    expect(rotation).toMatchObject({ status: "ok", daysToBreach: null });
    expect(steps).toEqual([]);
    expect(verdict).toMatchObject({ status: "ok", because: [], rotatingSince: null });
  });
});

describe("steps and their causes", () => {
  const change = (title: string, index: number, ruleIds: readonly string[] = []) => ({
    at: day(index),
    rolloutEndsAt: null,
    title,
    author: null,
    url: null,
    ruleIds,
  });
  const demoted = (index: number, rule: string, count: number) => ({
    at: day(index),
    tier: "secondary",
    count,
    rule,
  });
  const twoRules = Array.from({ length: 30 }, (_, i) => [
    { at: day(i), tier: "primary", count: i < 15 ? 1_000 : 600 },
    ...(i < 15 ? [] : [demoted(i, "a", 300), demoted(i, "b", 100)]),
  ]).flat();

  it("credits one change with the whole step", () => {
    const { waterfall } = report(twoRules, { changes: [change("router", 15)] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual(["router"]);
    expect(waterfall?.entries[0]?.delta).toBeCloseTo(-0.4, 9);
  });

  it("splits it by what the rules of several changes moved, and leaves the rest unattributed", () => {
    const changes = [change("one", 15, ["a"]), change("two", 15, ["c"])];
    const { steps, waterfall } = report(twoRules, { changes });
    const primary = steps.find(({ tier }) => tier === "primary");
    expect(primary?.changes[0]).toMatchObject({ title: "one" });
    expect(primary?.changes[0]?.share).toBeCloseTo(0.75, 9);
    expect(primary?.changes[1]).toEqual({ title: "two", share: 0 });
    expect(waterfall?.entries.at(-1)).toMatchObject({ title: null });
    expect(waterfall?.entries.at(-1)?.delta).toBeCloseTo(-0.1, 9);
  });

  it("shares a step among changes of which no rule tells", () => {
    const { steps } = report(twoRules, { changes: [change("one", 14), change("two", 15)] });
    expect(steps[0]?.changes.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it("leaves a step without a change near it to nobody", () => {
    const { waterfall } = report(twoRules, { changes: [change("early", 10)] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual([null]);
  });

  it("looks for a cut as far as the rollout goes", () => {
    const slow = { ...change("slow", 10), rolloutEndsAt: day(16) };
    const { waterfall } = report(twoRules, { changes: [slow] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual(["slow"]);
  });

  it("sums exactly from the first level to the last", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 30 });
    const titles = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 6 });
    fc.assert(
      fc.property(counts, titles, (secondary, changed) => {
        const requests = secondary.flatMap((count, i) => onDay(i, count, 400));
        const changes = changed.map((index) => change(`change ${index}`, index));
        const { waterfall } = report(requests, { changes });
        const sum = waterfall?.entries.reduce((total, { delta }) => total + delta, 0) ?? 0;
        expect(sum).toBeCloseTo((waterfall?.end ?? 0) - (waterfall?.start ?? 0), 9);
      }),
    );
  });
});

describe("attribution against the reference", () => {
  const before = day(5);
  const after = day(40);
  const later = daysFrom(35, 65);
  const group = (
    at: Date,
    tier: string,
    count: number,
    plan: string,
    reason?: string,
  ): RequestGroup => ({
    at,
    tier,
    count,
    segments: { "segment.plan": plan },
    ...(reason === undefined ? {} : { reason }),
  });
  /** Weights .6 .3 .1 and rates .02 .05 .10 become .4 .35 .25 and .03 .05 .20. */
  const kitagawa = [
    group(before, "primary", 58_800, "free"),
    group(before, "secondary", 1_200, "free", "timeout"),
    group(before, "primary", 28_500, "team"),
    group(before, "secondary", 1_500, "team", "timeout"),
    group(before, "primary", 9_000, "enterprise"),
    group(before, "secondary", 1_000, "enterprise", "timeout"),
    group(after, "primary", 38_800, "free"),
    group(after, "secondary", 1_200, "free", "timeout"),
    group(after, "primary", 33_250, "team"),
    group(after, "secondary", 1_750, "team", "timeout"),
    group(after, "primary", 20_000, "enterprise"),
    group(after, "secondary", 5_000, "enterprise", "budget"),
  ];
  const asked = report(kitagawa, { reference }, later);

  it("parts the change of the demoted share into mix and rate", () => {
    const effects = new Map(
      asked.attribution.segments.map(({ value, mix, rate }) => [value, { mix, rate }]),
    );
    expect(effects.get("free")?.mix).toBeCloseTo(-0.005, 9);
    expect(effects.get("free")?.rate).toBeCloseTo(0.005, 9);
    expect(effects.get("team")?.mix).toBeCloseTo(0.0025, 9);
    expect(effects.get("team")?.rate).toBeCloseTo(0, 9);
    expect(effects.get("enterprise")?.mix).toBeCloseTo(0.0225, 9);
    expect(effects.get("enterprise")?.rate).toBeCloseTo(0.0175, 9);
    const { demoted, demotedBefore } = asked.attribution;
    expect((demoted.share ?? 0) - (demotedBefore ?? 0)).toBeCloseTo(0.0425, 9);
  });

  it("names the dimension and the few values that explain it", () => {
    const [first] = asked.attribution.dimensions;
    expect(first?.dimension).toBe("reason");
    expect(first?.values.map(({ value }) => value)).toEqual(["budget"]);
    expect(asked.attribution.dimensions.map(({ dimension }) => dimension)).toContain(
      "segment.plan",
    );
  });

  it("gives each reason's difference an interval", () => {
    const budget = asked.attribution.byReason.find(({ reason }) => reason === "budget");
    expect(budget?.difference).toBeCloseTo(0.05, 9);
    expect(budget?.differenceLow).toBeLessThan(0.05);
    expect(budget?.differenceLow).toBeGreaterThan(0.04);
  });

  it("shows the shares of each segment", () => {
    expect(asked.heatmap.map(({ value }) => value)).toEqual(["free", "team", "enterprise"]);
    expect(asked.heatmap[2]?.cells.map(({ tier, share }) => [tier, share])).toEqual([
      ["primary", 0.8],
      ["secondary", 0.2],
    ]);
  });

  it("has nothing to explain where nothing moved", () => {
    const same = kitagawa.filter(({ at }) => at === before);
    const still = [...same, ...same.map((row) => ({ ...row, at: after }))];
    const { attribution } = report(still, { reference }, later);
    expect(attribution.dimensions).toEqual([]);
    for (const { mix, rate } of attribution.segments) expect(mix + rate).toBeCloseTo(0, 12);
  });
});

describe("requests of unknown tier", () => {
  const mixed = [
    { at: day(3), tier: "primary", count: 900 },
    { at: day(3), tier: "unknown", count: 100 },
  ];

  it("stay in the denominator, count against a floor and are shown last", () => {
    const asked = report(mixed, { objectives: [floor], levels: [{ tier: "canned", level: 3 }] });
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
    const asked = report([], {
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
    const [objective] = report(few, { objectives: [floor] }).objectives;
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
  const asked = report(sampled);
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
  const asked = report(requests, { objectives });
  expect(asked.objectives.map(({ achieved }) => achieved)).toEqual([1, 0.5]);
});

it("finds a tier that fell silent", () => {
  const requests = Array.from({ length: 30 }, (_, i) => [
    { at: day(i), tier: "primary", count: 1_000 },
    ...(i === 29 ? [] : [{ at: day(i), tier: "secondary", count: 50 }]),
  ]).flat();
  expect(report(requests).silentTiers.map(({ tier }) => tier)).toEqual(["secondary"]);
});

const groups: fc.Arbitrary<RequestGroup[]> = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 64 }).map((index) => day(index)),
    tier: fc.constantFrom("primary", "secondary", "canned", "unknown"),
    count: fc.integer({ min: 1, max: 500 }),
    reason: fc.constantFrom("timeout", "budget"),
    rule: fc.constantFrom("a", "b"),
    feature: fc.constantFrom("chat", "search"),
    segments: fc.record({ "segment.plan": fc.constantFrom("free", "team") }),
  }),
  { maxLength: 60 },
);
const everything = {
  reference,
  objectives: [floor, ceiling],
  selfReports: [
    { id: "1", source: "app", metric: "fallback", ...MONTH, numerator: 5, denominator: null },
  ],
};
const LATER = daysFrom(35, 65);

describe("any requests", () => {
  it("add up: tiers, series, flows, segments and reasons hold every one of them", () => {
    fc.assert(
      fc.property(groups, (requests) => {
        const asked = report(requests, everything, LATER);
        const sum = (parts: readonly { requests: number }[]) =>
          parts.reduce((total, part) => total + part.requests, 0);
        expect(sum(asked.tiers)).toBe(asked.requests);
        expect(sum(asked.series)).toBe(asked.requests);
        expect(sum(asked.flows)).toBe(asked.requests);
        expect(sum(asked.heatmap)).toBe(asked.requests);
        const { demoted, byReason, byRule, segments, demotedBefore } = asked.attribution;
        for (const rows of [byReason, byRule]) {
          const total = rows.reduce((part, { share }) => part + share, 0);
          expect(total).toBeCloseTo(demoted.share ?? 0, 9);
        }
        if (demoted.share !== null && demotedBefore !== null) {
          const moved = segments.reduce((total, { mix, rate }) => total + mix + rate, 0);
          expect(moved).toBeCloseTo(demoted.share - demotedBefore, 9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("give the same report in any order", () => {
    const reversed = (facts: TierMixFacts): TierMixFacts => {
      const entries = Object.entries(facts).map(([key, value]) => [
        key,
        Array.isArray(value) ? [...value].reverse() : value,
      ]);
      return Object.fromEntries(entries);
    };
    fc.assert(
      fc.property(groups, (requests) => {
        const facts = tierMixFacts(requests, LATER, everything);
        const asked = buildTierMixReport(facts, { window: LATER });
        expect(buildTierMixReport(reversed(facts), { window: LATER })).toEqual(asked);
      }),
      { numRuns: 40 },
    );
  });

  it("keep their shares when every trace stands for twice as many", () => {
    fc.assert(
      fc.property(groups, (requests) => {
        const asked = report(requests, everything, LATER);
        const doubled = requests.map((group) => ({ ...group, weight: 2 }));
        const twice = report(doubled, everything, LATER);
        expect(twice.requests).toBe(asked.requests * 2);
        expect(twice.tiers.map(({ share, low }) => [share, low])).toEqual(
          asked.tiers.map(({ share, low }) => [share, low]),
        );
        expect(twice.objectives.map(({ burn }) => burn)).toEqual(
          asked.objectives.map(({ burn }) => burn),
        );
        expect(twice.rotation.tvd).toBe(asked.rotation.tvd);
      }),
      { numRuns: 40 },
    );
  });
});
