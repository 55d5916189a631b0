import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeBurn } from "./burn-alert";
import {
  BURN_WINDOW_MINUTES,
  BURN_WINDOW_PAIRS,
  type BurnWindowPair,
  burnFactor,
} from "./burn-windows";
import type { BadCount } from "./error-budget";

const HOUR = 60;
const pairNamed = (long: string): BurnWindowPair => {
  const pair = BURN_WINDOW_PAIRS.find((each) => each.long.name === long);
  if (!pair) throw new RangeError(long);
  return pair;
};
const PAGE = pairNamed("1h");

/** The same share of bad requests at every length of window. */
const steady = (share: number, perMinute: number) => (minutes: number) => ({
  bad: share * perMinute * minutes,
  total: perMinute * minutes,
});

const ninetyFive = { budget: 0.05, periodDays: 30 };

describe("burnFactor", () => {
  it.each([
    [30, [14.4, 6, 3, 1]],
    [28, [13.44, 5.6, 2.8, 0.93333333]],
  ])("over %d days has the published factors", (days, factors) => {
    for (const [i, pair] of BURN_WINDOW_PAIRS.entries()) {
      expect(burnFactor(pair, days)).toBeCloseTo(factors[i] ?? 0, 8);
    }
  });

  it("pairs each window with a twelfth of it", () => {
    expect(BURN_WINDOW_PAIRS.map(({ short }) => short)).toEqual([
      { name: "5m", minutes: 5 },
      { name: "30m", minutes: 30 },
      { name: "2h", minutes: 120 },
      { name: "6h", minutes: 360 },
    ]);
    expect(BURN_WINDOW_MINUTES).toEqual([5, 10, 30, 60, 120, 240, 360, 720, 1440, 4320]);
  });
});

describe("judgeBurn", () => {
  it("fires when both windows burn faster than the factor, and not at it", () => {
    expect(judgeBurn(PAGE, ninetyFive, steady(0.73, 100))).toMatchObject({
      reachable: true,
      firing: true,
    });
    expect(judgeBurn(PAGE, ninetyFive, steady(0.71, 100)).firing).toBe(false);
    expect(judgeBurn(PAGE, ninetyFive, steady(0.73, 100)).threshold).toBeCloseTo(0.72, 12);
  });

  it("is silent once the short window is well again", () => {
    const over = (minutes: number) =>
      minutes < HOUR ? { bad: 0, total: 500 } : { bad: 5_000, total: 6_000 };
    const alert = judgeBurn(PAGE, ninetyFive, over);
    expect(alert.burnLong).toBeCloseTo(16.667, 3);
    expect(alert).toMatchObject({ burnShort: 0, firing: false });
  });

  it("says when a factor is out of reach and takes the half-way share instead", () => {
    const ninety = { budget: 0.1, periodDays: 30 };
    const alert = judgeBurn(PAGE, ninety, steady(0.6, 100));
    expect(alert).toMatchObject({ reachable: false, firing: true });
    expect(alert.threshold).toBeCloseTo(0.55, 12);
    expect(judgeBurn(PAGE, ninety, steady(0.5, 100)).firing).toBe(false);
    expect(judgeBurn(pairNamed("6h"), ninety, steady(0.5, 100)).reachable).toBe(true);
  });

  it.each([
    ["1h", 0.93],
    ["6h", 0.83],
    ["1d", 0.66],
  ])("cannot reach the factor of %s at a floor of %d or below", (long, floor) => {
    const pair = pairNamed(long);
    const at = (target: number) =>
      judgeBurn(pair, { budget: 1 - target, periodDays: 30 }, steady(0, 1)).reachable;
    expect(at(floor)).toBe(false);
    expect(at(floor + 0.01)).toBe(true);
  });

  it("lets a window of twice the length stand in for an empty short one", () => {
    const quiet = (minutes: number): BadCount => {
      if (minutes === 5) return { bad: 0, total: 0 };
      return minutes === 10 ? { bad: 9, total: 10 } : { bad: 60, total: 70 };
    };
    const alert = judgeBurn(PAGE, ninetyFive, quiet);
    expect(alert.burnShort).toBeCloseTo(18, 9);
    expect(alert.firing).toBe(true);
    const silent = (minutes: number) => (minutes <= 10 ? { bad: 0, total: 0 } : quiet(60));
    expect(judgeBurn(PAGE, ninetyFive, silent)).toMatchObject({ burnShort: null, firing: false });
  });

  it("does not wake anybody for four bad requests, or for a share that chance explains", () => {
    const four = () => ({ bad: 4, total: 4 });
    expect(judgeBurn(PAGE, ninetyFive, four).firing).toBe(false);
    const five = () => ({ bad: 5, total: 5 });
    expect(judgeBurn(PAGE, ninetyFive, five).firing).toBe(true);
    const slow = pairNamed("3d");
    const chance = () => ({ bad: 6, total: 100 });
    expect(judgeBurn(slow, ninetyFive, chance).firing).toBe(false);
  });

  it("keeps still without any request", () => {
    const alert = judgeBurn(PAGE, ninetyFive, () => ({ bad: 0, total: 0 }));
    expect(alert).toMatchObject({ burnLong: null, burnShort: null, firing: false });
  });

  it("never stops firing because more requests turn bad", () => {
    const count = fc.integer({ min: 1, max: 2_000 });
    const budget = fc.double({ min: 0.001, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(
        count,
        count,
        budget,
        fc.constantFrom(...BURN_WINDOW_PAIRS),
        (a, b, share, pair) => {
          const total = a + b;
          const objective = { budget: share, periodDays: 28 };
          if (judgeBurn(pair, objective, () => ({ bad: a, total })).firing) {
            const worse = judgeBurn(pair, objective, () => ({ bad: a + b / 2, total }));
            expect(worse.firing).toBe(true);
          }
        },
      ),
    );
  });
});
