import fc from "fast-check";
import { expect, it } from "vitest";
import {
  formatAgo,
  formatCompact,
  formatCost,
  formatCount,
  formatDuration,
  formatRatio,
  formatTime,
} from "./format";

it.each([
  [0, "0 ms"],
  [0.42, "0.4 ms"],
  [812.4, "812 ms"],
  [999.6, "1.00 s"],
  [2410, "2.41 s"],
  [59_960, "1 m 0 s"],
  [72_000, "1 m 12 s"],
  [11_040_000, "3 h 4 m"],
  [1_166_400_000, "13 d 12 h"],
  [null, "—"],
])("writes a duration of %s ms as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it.each([
  [812, "812"],
  [12_345, "12.3k"],
  [999_700, "1.00M"],
  [1_050_000, "1.05M"],
  [null, "—"],
])("shortens %s to %s", (count, text) => {
  expect(formatCompact(count)).toBe(text);
});

it.each([
  [null, "—"],
  [0, "$0"],
  [0.000_001, "<$0.0001"],
  [0.0123, "$0.0123"],
  [1.838, "$1.84"],
  [1204.4, "$1,204"],
])("writes a cost of %s as %s", (usd, text) => {
  expect(formatCost(usd)).toBe(text);
});

it("groups thousands, and says percent", () => {
  expect(formatCount(1_234_567)).toBe("1,234,567");
  expect(formatRatio(0.53)).toBe("53.0 %");
});

it("writes a time in the zone it is asked for", () => {
  const at = new Date("2026-05-12T12:02:10Z");
  expect(formatTime(at)).toBe("2026-05-12 12:02:10");
  expect(formatTime(at, "Europe/Berlin")).toBe("2026-05-12 14:02:10");
});

it("says how long ago, and in the future how long ahead", () => {
  const now = new Date("2026-05-12T12:00:00Z");
  expect(formatAgo(new Date("2026-05-12T11:55:00Z"), now)).toBe("5 min ago");
  expect(formatAgo(new Date("2026-05-10T11:55:00Z"), now)).toBe("2 d ago");
  expect(formatAgo(new Date("2026-05-12T12:00:30Z"), now)).toBe("in 30 s");
});

it("never prints a number of four digits with a k", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 9e8, noNaN: true }), (count) => {
      expect(formatCompact(count)).not.toMatch(/\d{4}[kM]/);
    }),
  );
});
