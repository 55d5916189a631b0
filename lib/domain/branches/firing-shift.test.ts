import { describe, expect, it } from "vitest";
import { type Random, sampleBinomial, seededRandom } from "../statistics/random";
import { type FiringSample, firingShifts } from "./firing-shift";

const sample = (before: [number, number], after: [number, number], overdispersion = 1) => ({
  before: { successes: before[0], trials: before[1] },
  after: { successes: after[0], trials: after[1] },
  overdispersion,
});

describe("firingShifts", () => {
  it("tells the hand-off that fires three times as often, young or not", () => {
    const spike = sample([40, 2_000], [120, 2_000], 2.5);
    for (const isYoung of [true, false]) {
      const [shift] = firingShifts([spike], isYoung);
      expect(shift).toMatchObject({ isMaterial: true });
      expect(shift?.adjustedP).toBeCloseTo(4.46e-5, 7);
    }
    expect(firingShifts([spike], false)[0]?.firing).toBe(true);
    expect(firingShifts([sample([40, 2_000], [120, 2_000])], true)[0]?.firing).toBe(true);
  });

  it("cannot tell below 200 requests, and minds no shift too small to matter", () => {
    expect(firingShifts([sample([4, 200], [12, 199])], true)).toEqual([null]);
    // A hundred thousand requests make a tenth of a point certain, and no more important.
    const certain = sample([5_000, 100_000], [5_400, 100_000]);
    expect(firingShifts([certain], false)[0]).toMatchObject({ isMaterial: false, firing: false });
    const rare = sample([10, 100_000], [100, 100_000]);
    expect(firingShifts([rare], false)[0]).toMatchObject({ isMaterial: false, firing: false });
  });

  it("corrects for the number of branches that are looked at", () => {
    const weak = sample([10, 1_000], [24, 1_000]);
    const quiet = Array.from({ length: 30 }, () => sample([100, 1_000], [100, 1_000]));
    expect(firingShifts([weak], false)[0]?.firing).toBe(true);
    expect(firingShifts([weak, ...quiet], false)[0]?.firing).toBe(false);
  });
});

describe("simulated deploys of ten branches, looked at every hour for a week", () => {
  const RATES = [0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.04, 0.03, 0.02, 0.02];
  const HOURS = 168;
  const PER_HOUR = 200;

  /** The first hour at which anything fires; null when nothing does all week. */
  function firstAlarm(random: Random, rates: readonly number[], baseline: readonly number[]) {
    const after = rates.map(() => 0);
    const before = baseline.map((rate) => sampleBinomial(random, 2 * HOURS * PER_HOUR, rate));
    for (let hour = 1; hour <= HOURS; hour += 1) {
      for (const [at, rate] of rates.entries()) {
        after[at] = (after[at] ?? 0) + sampleBinomial(random, PER_HOUR, rate);
      }
      const samples = rates.map(
        (_, at): FiringSample =>
          sample([before[at] ?? 0, 2 * HOURS * PER_HOUR], [after[at] ?? 0, hour * PER_HOUR]),
      );
      const isYoung = hour < HOURS;
      if (firingShifts(samples, isYoung).some((shift) => shift?.firing)) return hour;
    }
    return null;
  }

  it("of the same version alert in at most 5 % of cases", () => {
    const random = seededRandom(7);
    let alarms = 0;
    for (let deploy = 0; deploy < 100; deploy += 1) {
      if (firstAlarm(random, RATES, RATES) !== null) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(5);
  });

  it("that triple the hand-offs are told within the first hours", () => {
    const random = seededRandom(11);
    const spiked = RATES.map((rate, at) => (at === 9 ? 3 * rate : rate));
    const hours = Array.from({ length: 30 }, () => firstAlarm(random, spiked, RATES) ?? HOURS);
    hours.sort((a, b) => a - b);
    expect(hours[15]).toBeLessThanOrEqual(4);
    expect(hours.at(-1)).toBeLessThanOrEqual(12);
  });
});
