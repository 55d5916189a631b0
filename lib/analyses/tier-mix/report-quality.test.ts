import fc from "fast-check";
import { expect, it } from "vitest";
import { day, reportOn } from "@/test/tier-mix-scenario";
import type { TierMixFacts } from "./report-facts";

const served = ["primary", "secondary", "canned", "unknown"].map((tier) => ({
  at: day(3),
  tier,
  count: 100,
}));
const qualityOf = (quality: TierMixFacts["quality"]) => reportOn(served, { quality }).quality;

/** Newcombe's own example (1998, table II, a): 56 of 70 against 48 of 80. */
it("holds each tier against the primary one, in the order of the tiers", () => {
  const [primary, canned] = qualityOf([
    { tier: "canned", scored: 80, good: 48 },
    { tier: "primary", scored: 70, good: 56 },
  ]);
  expect(primary).toMatchObject({ tier: "primary", share: 0.8, againstPrimary: null });
  expect(primary?.difference).toBeNull();
  expect(canned).toMatchObject({ tier: "canned", scored: 80, good: 48, againstPrimary: "worse" });
  expect(canned?.difference).toBeCloseTo(-0.2, 12);
  expect(canned?.differenceLow).toBeCloseTo(-0.3339, 4);
  expect(canned?.differenceHigh).toBeCloseTo(-0.0524, 4);
});

it("cannot tell from fewer than thirty of either, and says what there is", () => {
  const [, canned] = qualityOf([
    { tier: "primary", scored: 70, good: 70 },
    { tier: "canned", scored: 29, good: 0 },
  ]);
  expect(canned).toMatchObject({ share: 0, difference: -1, againstPrimary: null });
});

it("compares with nothing where no answer of the primary tier is judged", () => {
  expect(qualityOf([{ tier: "canned", scored: 40, good: 20 }])).toMatchObject([
    { tier: "canned", share: 0.5, difference: null, againstPrimary: null },
  ]);
  expect(qualityOf([])).toEqual([]);
});

it("keeps every share inside its interval, whatever was judged and in whatever order", () => {
  const judged = fc
    .record({
      scored: fc.integer({ min: 1, max: 5_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ scored, share }) => ({ scored, good: Math.round(scored * share) }));
  fc.assert(
    fc.property(judged, judged, (a, b) => {
      const facts = [
        { tier: "primary", ...a },
        { tier: "secondary", ...b },
      ];
      const rows = qualityOf(facts);
      expect(qualityOf([...facts].reverse())).toEqual(rows);
      for (const { share, low, high } of rows) {
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
      }
    }),
  );
});
