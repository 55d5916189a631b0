import { expect, it } from "vitest";
import { rateChange } from "./rate-change";

const before = { successes: 40, trials: 2_000 };
const after = { successes: 120, trials: 2_000 };

it("tells a hand-off that fires three times as often", () => {
  const change = rateChange(before, after);
  expect(change.difference).toBeCloseTo(0.04, 12);
  expect(change.low).toBeCloseTo(0.0280576, 7);
  expect(change.high).toBeCloseTo(0.0524501, 7);
  expect(change.ratio).toBeCloseTo(3, 12);
  expect(change.ratioLow).toBeCloseTo(2.1089, 4);
  expect(change.ratioHigh).toBeCloseTo(4.2676, 4);
  expect(change.z).toBeCloseTo(6.454972, 6);
  expect(change.p).toBeCloseTo(1.08e-10, 12);
});

it("doubts it more where hours differ more than chance explains", () => {
  const change = rateChange(before, after, 2.5);
  expect(change.z).toBeCloseTo(4.082483, 6);
  expect(change.p).toBeCloseTo(4.46e-5, 7);
  expect(change.low).toBeLessThan(rateChange(before, after).low);
});

it("gives a finite ratio when a branch never fired before, and mirrors itself", () => {
  const { ratio, ratioLow } = rateChange(
    { successes: 0, trials: 100 },
    { successes: 9, trials: 100 },
  );
  expect(ratio).toBeCloseTo(19, 12);
  expect(ratioLow).toBeGreaterThan(1);
  expect(rateChange(after, before).z).toBeCloseTo(-rateChange(before, after).z, 12);
  expect(rateChange({ successes: 0, trials: 5 }, { successes: 0, trials: 9 })).toMatchObject({
    z: 0,
    p: 1,
  });
});
