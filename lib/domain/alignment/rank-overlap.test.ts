import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankBiasedOverlap, rankCorrelation } from "./rank-overlap";

const a = ["d1", "d2", "d3", "d4", "d5"];
const b = ["d2", "d1", "d3", "d6", "d5"];

describe("rankBiasedOverlap", () => {
  it.each([
    [0.9, 0.750555],
    [0.8, 0.69248],
    [0.95, 0.7763816],
  ])("gives the worked example at p = %d", (persistence, expected) => {
    expect(rankBiasedOverlap(a, b, persistence)).toBeCloseTo(expected, 6);
  });

  it("takes the shorter of two agreeing lists to go on agreeing", () => {
    expect(rankBiasedOverlap([..."abcdefgh"], [..."abc"])).toBeCloseTo(1, 9);
    expect(rankBiasedOverlap([..."abcdefg"], [..."bacdefg"])).toBeCloseTo(0.9, 9);
  });

  it("is unknown for no documents at all and 0 when one side has none", () => {
    expect(rankBiasedOverlap([], [])).toBeNull();
    expect(rankBiasedOverlap(["x"], [])).toBe(0);
  });

  it("stays between 0 and 1, is 1 for the same list, and does not care which is first", () => {
    const lists = fc.uniqueArray(fc.constantFrom(..."abcdefghijkl"), { minLength: 1 });
    fc.assert(
      fc.property(lists, lists, (left, right) => {
        const overlap = rankBiasedOverlap(left, right) ?? -1;
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-9);
        expect(overlap).toBeCloseTo(rankBiasedOverlap(right, left) ?? -1, 9);
        expect(rankBiasedOverlap(left, left)).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("rankCorrelation", () => {
  it("compares the order of what both hold", () => {
    expect(rankCorrelation(a, b)).toBeCloseTo(2 / 3, 12);
    expect(rankCorrelation([..."abc"], [..."cba"])).toBe(-1);
    expect(rankCorrelation(["a"], ["a"])).toBeNull();
  });
});
