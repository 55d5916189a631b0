import { expect, it } from "vitest";
import {
  formatInterval,
  formatPoints,
  formatShare,
  formatTarget,
  formatTimes,
} from "./format-share";

it("gives a share one decimal, a small one two", () => {
  expect([0.53, 1, 0, 0.000_5, null].map(formatShare)).toEqual([
    "53.0 %",
    "100.0 %",
    "0.0 %",
    "0.05 %",
    "—",
  ]);
  expect(formatInterval(0.527, 0.533)).toBe("52.7–53.3");
  expect(formatInterval(null, null)).toBe("—");
});

it("writes a target as it was chosen", () => {
  expect([0.95, 0.005, 0.9995].map(formatTarget)).toEqual(["95 %", "0.5 %", "99.95 %"]);
});

it("shows which way a difference goes, unless there is none", () => {
  expect([0.225, -0.012, 0, null].map(formatPoints)).toEqual(["+22.5", "\u22121.2", "0.0", "—"]);
});

it("rounds a multiple", () => {
  expect([9.4, 18, 0.054, -8.44, 123.4, null].map(formatTimes)).toEqual([
    "9.4",
    "18",
    "0.05",
    "\u22128.4",
    "123",
    "—",
  ]);
});
