import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RequestGroup, tierMixFacts } from "@/test/tier-mix-facts";
import {
  ceiling,
  day,
  daysFrom,
  floor,
  MONTH,
  reference,
  reportOn,
} from "@/test/tier-mix-scenario";
import { buildTierMixReport, type TierMixFacts } from "./report";

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
        const asked = reportOn(requests, everything, LATER);
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
        const asked = reportOn(requests, everything, LATER);
        const doubled = requests.map((group) => ({ ...group, weight: 2 }));
        const twice = reportOn(doubled, everything, LATER);
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
