import { describe, expect, it } from "vitest";
import type { RequestGroup } from "@/test/tier-mix-facts";
import { day, daysFrom, reference, reportOn } from "@/test/tier-mix-scenario";

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
  const asked = reportOn(kitagawa, { reference }, later);

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
    const { attribution } = reportOn(still, { reference }, later);
    expect(attribution.dimensions).toEqual([]);
    for (const { mix, rate } of attribution.segments) expect(mix + rate).toBeCloseTo(0, 12);
  });
});
