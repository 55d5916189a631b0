import fc from "fast-check";
import { expect, it } from "vitest";
import { keptSince, retentionDays } from "./retention";

const now = new Date("2026-03-10T15:30:00Z");

it("keeps today and as many whole days before it as it is told", () => {
  expect(keptSince(1, now)).toEqual(new Date("2026-03-09T00:00:00Z"));
  expect(keptSince(30, now)).toEqual(new Date("2026-02-08T00:00:00Z"));
  expect(keptSince(null, now)).toBeNull();
});

it("lets a project decide for itself, and the server for all others", () => {
  expect(retentionDays("default", 30)).toBe(30);
  expect(retentionDays("default", null)).toBeNull();
  expect(retentionDays("forever", 30)).toBeNull();
  expect(retentionDays(7, 30)).toBe(7);
});

it("never lets go of anything younger than the days it keeps", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_650 }),
      fc.date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true }),
      (days, at) => {
        const kept = keptSince(days, at)?.getTime() ?? Number.NaN;
        expect(at.getTime() - kept).toBeGreaterThanOrEqual(days * 86_400_000);
        expect(at.getTime() - kept).toBeLessThan((days + 1) * 86_400_000);
      },
    ),
  );
});
