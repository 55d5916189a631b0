import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { burnRate, daysToExhaustion, errorBudget, remainingBudget } from "./error-budget";

describe("errorBudget", () => {
  it("is what a floor leaves and what a ceiling allows", () => {
    expect(errorBudget("floor", 0.95)).toBeCloseTo(0.05, 12);
    expect(errorBudget("ceiling", 0.005)).toBe(0.005);
  });

  it.each([
    ["floor", 1],
    ["floor", 0],
    ["ceiling", 0],
    ["ceiling", 1],
    ["floor", Number.NaN],
  ] as const)("refuses a %s of %d, which could never burn", (kind, target) => {
    expect(() => errorBudget(kind, target)).toThrow(RangeError);
  });
});

describe("burn", () => {
  it("gives the worked example: 47 % bad against 5 %, 9 % against half a percent", () => {
    const primary = burnRate({ bad: 47_000, total: 100_000 }, errorBudget("floor", 0.95));
    expect(primary).toBeCloseTo(9.4, 9);
    expect(daysToExhaustion(1, primary, 30)).toBeCloseTo(3.1915, 4);
    const canned = burnRate({ bad: 9_000, total: 100_000 }, errorBudget("ceiling", 0.005));
    expect(canned).toBeCloseTo(18, 9);
    expect(daysToExhaustion(1, canned, 30)).toBeCloseTo(1.6667, 4);
  });

  it("gives the capability example: 790 unusable of 9 995 against 2 %", () => {
    expect(burnRate({ bad: 790, total: 9_995 }, errorBudget("floor", 0.98))).toBeCloseTo(
      3.951976,
      6,
    );
  });

  it("is unknown without requests, and so is all that follows from it", () => {
    const burn = burnRate({ bad: 0, total: 0 }, 0.05);
    const remaining = remainingBudget({ bad: 0, total: 0 }, 0.05);
    expect([burn, remaining, daysToExhaustion(remaining, burn, 30)]).toEqual([null, null, null]);
  });
});

describe("budget over a period", () => {
  it("goes below zero when overspent, and then has no days left", () => {
    const remaining = remainingBudget({ bad: 47, total: 100 }, 0.05);
    expect(remaining).toBeCloseTo(-8.4, 9);
    expect(daysToExhaustion(remaining, 9.4, 30)).toBe(0);
  });

  it("lasts for ever when nothing burns", () => {
    expect(daysToExhaustion(remainingBudget({ bad: 0, total: 9 }, 0.05), 0, 30)).toBeNull();
  });

  it("shrinks with every bad request and does not see the number of requests", () => {
    const counts = fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 1_000 }));
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 50 }), ([bad, good], times) => {
        const total = bad + good;
        const now = remainingBudget({ bad, total }, 0.1) ?? 0;
        expect(remainingBudget({ bad: bad + 1, total: total + 1 }, 0.1)).toBeLessThan(now);
        expect(remainingBudget({ bad: bad * times, total: total * times }, 0.1)).toBeCloseTo(
          now,
          9,
        );
      }),
    );
  });
});
