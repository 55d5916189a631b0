import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mcnemarExact } from "./mcnemar";
import { agrestiMin } from "./paired-difference";

const counts = (both: number, onlyFirst: number, onlySecond: number, neither: number) => ({
  both,
  onlyFirst,
  onlySecond,
  neither,
});
const count = fc.integer({ min: 0, max: 60 });

describe("McNemar's exact test", () => {
  it.each([
    // R: binom.test(3, 15)$p.value and so on.
    [12, 3, 0.03515625],
    [2, 8, 0.109375],
    [0, 5, 0.0625],
    [1, 9, 0.021484375],
    [16, 37, 0.00548634],
    [4, 4, 1],
    [0, 0, 1],
  ])("of %i against %i is p = %f", (b, c, p) => {
    expect(mcnemarExact(b, c)).toBeCloseTo(p, 6);
    expect(mcnemarExact(c, b)).toBe(mcnemarExact(b, c));
  });
});

describe("Agresti and Min's interval", () => {
  it("is that of the worked example", () => {
    // 80 both, 12 only the first, 3 only the second, 5 neither.
    const interval = agrestiMin(counts(80, 12, 3, 5));
    expect(interval.difference).toBeCloseTo(-0.09, 12);
    expect(interval.low).toBeCloseTo(-0.163165, 6);
    expect(interval.high).toBeCloseTo(-0.0133056, 6);
  });

  it("is that of the approval ratings in the literature", () => {
    // Agresti, Categorical Data Analysis, table 11.1: −0.04, from −0.06 to −0.02.
    const interval = agrestiMin(counts(794, 150, 86, 570));
    expect(interval.difference).toBeCloseTo(-0.04, 12);
    expect(interval.low).toBeCloseTo(-0.0587, 4);
    expect(interval.high).toBeCloseTo(-0.0212, 4);
  });

  it("is wider than nothing where all pairs agree", () => {
    const { difference, low, high } = agrestiMin(counts(20, 0, 0, 0));
    expect(difference).toBe(0);
    expect(low).toBeLessThan(0);
    expect(high).toBeCloseTo(-low, 12);
  });

  it("mirrors itself when the two change places, and stays within what can be", () => {
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        fc.pre(a + b + c + d > 0);
        const there = agrestiMin(counts(a, b, c, d));
        const back = agrestiMin(counts(a, c, b, d));
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.low).toBeCloseTo(-there.high, 12);
        expect(there.low).toBeGreaterThanOrEqual(-1);
        expect(there.low).toBeLessThan(there.high);
      }),
    );
  });

  it("refuses to tell without pairs", () => {
    expect(() => agrestiMin(counts(0, 0, 0, 0))).toThrow(RangeError);
  });
});
