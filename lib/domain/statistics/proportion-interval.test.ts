import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clopperPearson, newcombe, wilson } from "./proportion-interval";

describe("wilson", () => {
  it.each([
    [3, 40, 0.02583603, 0.19864234],
    [0, 20, 0, 0.16112516],
    [80, 100, 0.71117083, 0.86663307],
    [28, 30, 0.78676542, 0.98152298],
    [38_000, 100_000, 0.37699626, 0.38301296],
  ])("agrees with R's prop.test for %d of %d", (x, n, low, high) => {
    expect(wilson(x, n).low).toBeCloseTo(low, 8);
    expect(wilson(x, n).high).toBeCloseTo(high, 8);
  });

  it("holds the share, stays within 0 and 1, and mirrors", () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (x, rest) => {
        fc.pre(x + rest > 0);
        const n = x + rest;
        const { low, high } = wilson(x, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(x / n);
        expect(high).toBeGreaterThanOrEqual(x / n);
        expect(wilson(rest, n).low).toBeCloseTo(1 - high, 12);
      }),
    );
  });

  it("refuses to speak of no trials", () => {
    expect(() => wilson(0, 0)).toThrow(RangeError);
  });
});

describe("clopperPearson", () => {
  it.each([
    [3, 40, 0.01574218, 0.20386475],
    [28, 30, 0.7792646, 0.99182187],
    [0, 20, 0, 0.16843347],
    [20, 20, 0.83156653, 1],
  ])("agrees with R's binom.test for %d of %d", (x, n, low, high) => {
    expect(clopperPearson(x, n).low).toBeCloseTo(low, 8);
    expect(clopperPearson(x, n).high).toBeCloseTo(high, 8);
  });
});

describe("newcombe", () => {
  it.each([
    [56, 70, 48, 80, 0.2, 0.05243147, 0.33387265],
    [9, 10, 3, 10, 0.6, 0.17052272, 0.80901797],
    [10, 10, 0, 20, 1, 0.67908604, 1],
  ])("agrees with the published %d/%d against %d/%d", (x1, n1, x2, n2, d, low, high) => {
    const found = newcombe({ successes: x1, trials: n1 }, { successes: x2, trials: n2 });
    expect(found.difference).toBeCloseTo(d, 12);
    expect(found.low).toBeCloseTo(low, 8);
    expect(found.high).toBeCloseTo(high, 8);
  });

  it("turns its sign when the two change places, and widens with clustering", () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, count, count, (x1, y1, x2, y2) => {
        fc.pre(x1 + y1 > 0 && x2 + y2 > 0);
        const a = { successes: x1, trials: x1 + y1 };
        const b = { successes: x2, trials: x2 + y2 };
        const there = newcombe(a, b);
        expect(newcombe(b, a).low).toBeCloseTo(-there.high, 12);
        expect(newcombe(a, b, 2).low).toBeLessThanOrEqual(there.low);
        expect(newcombe(a, a).difference).toBe(0);
      }),
    );
  });
});
