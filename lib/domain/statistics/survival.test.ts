import fc from "fast-check";
import { expect, it } from "vitest";
import { exponentialLife, halfLife, kaplanMeier, type Lifetime } from "./survival";

const DAYS = [30, 45, 60, 60, 90, 120, 120, 150, 180, 180, 210, 240, 240, 240, 240];
const DEAD = [1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0];
const worked: Lifetime[] = DAYS.map((days, i) => ({ days, isDead: DEAD[i] === 1 }));

it("agrees with R's survfit on the worked example", () => {
  const steps = kaplanMeier(worked);
  const survival = Object.fromEntries(steps.map((step) => [step.days, step.survival]));
  expect(survival[30]).toBeCloseTo(0.933333, 6);
  expect(survival[60]).toBeCloseTo(0.789744, 6);
  expect(survival[90]).toBeCloseTo(0.717949, 6);
  expect(survival[120]).toBeCloseTo(0.646154, 6);
  expect(survival[150]).toBeCloseTo(0.565385, 6);
  expect(survival[180]).toBeCloseTo(0.484615, 6);
  expect(survival[210]).toBeCloseTo(0.387692, 6);
  expect(halfLife(steps)).toBe(180);
});

it("agrees with the exponential estimate of the worked example", () => {
  const life = exponentialLife(worked);
  expect(life?.halfLifeDays).toBeCloseTo(191.05, 2);
  expect(life?.low).toBeCloseTo(96.96, 2);
  expect(life?.high).toBeCloseTo(442.52, 2);
});

it("knows no half-life while more than half live, and bounds it from below", () => {
  const alive = [{ days: 100, isDead: false }];
  expect(kaplanMeier(alive)).toEqual([]);
  expect(halfLife([])).toBeNull();
  expect(exponentialLife(alive)).toEqual({
    halfLifeDays: null,
    low: (Math.LN2 * 100) / 3,
    high: null,
  });
  expect(exponentialLife([])).toBeNull();
});

it("falls from step to step, within 0 and 1", () => {
  const life = fc.record({ days: fc.integer({ min: 1, max: 99 }), isDead: fc.boolean() });
  fc.assert(
    fc.property(fc.array(life, { minLength: 1 }), (lives) => {
      let last = 1;
      for (const { survival } of kaplanMeier(lives)) {
        expect(survival).toBeLessThan(last);
        expect(survival).toBeGreaterThanOrEqual(0);
        last = survival;
      }
    }),
  );
});
