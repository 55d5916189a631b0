import { expect, it } from "vitest";
import { calmSeries } from "./calm-series";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 2);
const hours = (requests: number, count = 48) =>
  Array.from({ length: count }, (_, hour) => ({
    at: new Date(START + hour * HOUR_MS),
    requests,
    byTier: hour % 2 === 0 ? { primary: requests } : { canned: requests },
  }));

it("leaves buckets that hold enough as they are", () => {
  const { widthMs, points } = calmSeries(hours(30));
  expect(widthMs).toBe(HOUR_MS);
  expect(points).toEqual(hours(30));
});

it("joins hours of few requests to days, and loses none", () => {
  const { widthMs, points } = calmSeries(hours(5));
  expect(widthMs).toBe(24 * HOUR_MS);
  expect(points).toEqual([
    { at: new Date(START), requests: 120, byTier: { primary: 60, canned: 60 } },
    { at: new Date(START + 24 * HOUR_MS), requests: 120, byTier: { primary: 60, canned: 60 } },
  ]);
});

it("joins no days, however few they hold", () => {
  const day = { at: new Date(START), requests: 2, byTier: { primary: 2 } };
  expect(calmSeries([day])).toEqual({ widthMs: 24 * HOUR_MS, points: [day] });
});
