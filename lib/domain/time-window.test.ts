import fc from "fast-check";
import { expect, it } from "vitest";
import { barStarts, barWidthMs, RANGES, rangeHolding, windowOfRange } from "./time-window";

const now = new Date("2026-05-12T14:02:10Z");
const aWindow = fc
  .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 4e11 }))
  .map(([from, length]) => ({ from: new Date(from), to: new Date(from + length) }));

it("reaches back from now by its length, and a day ahead for clocks that run fast", () => {
  const { from, to } = windowOfRange("1h", now);
  expect(from).toEqual(new Date("2026-05-12T13:02:10Z"));
  expect(to).toEqual(new Date("2026-05-13T14:02:10Z"));
});

it("finds the shortest range that holds a moment", () => {
  expect(rangeHolding(new Date("2026-05-12T13:55:00Z"), now)).toBe("15m");
  expect(rangeHolding(new Date("2026-05-01T00:00:00Z"), now)).toBe("30d");
  expect(rangeHolding(new Date("2025-05-01T00:00:00Z"), now)).toBeUndefined();
  expect(rangeHolding(new Date("2026-05-13T00:00:00Z"), now)).toBe("15m");
  expect(rangeHolding(new Date("2026-05-14T00:00:00Z"), now)).toBeUndefined();
});

it("draws thirty days in bars of half a day", () => {
  expect(barWidthMs(windowOfRange("30d", now), 80)).toBe(12 * 3_600_000);
});

it("never draws more bars than asked for, and leaves no moment without a bar", () => {
  fc.assert(
    fc.property(aWindow, fc.integer({ min: 2, max: 200 }), (window, maxBars) => {
      const widthMs = barWidthMs(window, maxBars);
      const starts = barStarts(window, widthMs).map((start) => start.getTime());
      expect(starts.length).toBeLessThanOrEqual(maxBars);
      expect(starts[0]).toBeLessThanOrEqual(window.from.getTime());
      expect((starts.at(-1) ?? 0) + widthMs).toBeGreaterThanOrEqual(window.to.getTime());
    }),
  );
});

it("lists its ranges from short to long", () => {
  const lengths = RANGES.map((range) => now.getTime() - windowOfRange(range, now).from.getTime());
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});
