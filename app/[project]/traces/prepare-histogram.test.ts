import { expect, it } from "vitest";
import { prepareHistogram } from "./prepare-histogram";

const HOUR = 3_600_000;
const at = (time: string) => new Date(`2026-05-12T${time}:00Z`);
const window = { from: at("10:30"), to: at("12:15") };
const frame = { window, until: window.to, widthMs: HOUR };
const bars = [
  { at: at("10:00"), traces: 1000, errors: 1 },
  { at: at("11:00"), traces: 0, errors: 0 },
  { at: at("12:00"), traces: 500, errors: 500 },
];

it("cuts the outer bars to the window and adds up", () => {
  const view = prepareHistogram(bars, frame);
  expect(view).toMatchObject({ traces: 1500, errors: 501, tallest: 1000 });
  expect(view.bars.map(({ from, to }) => [from.slice(11, 16), to.slice(11, 16)])).toEqual([
    ["10:30", "11:00"],
    ["11:00", "12:00"],
    ["12:00", "12:15"],
  ]);
});

it("keeps one error in a thousand visible, and nothing at nothing", () => {
  const [first, second, third] = prepareHistogram(bars, frame).bars;
  expect(first?.errorHeight).toBeGreaterThan(0.02);
  expect(second).toMatchObject({ height: 0, errorHeight: 0 });
  expect(third).toMatchObject({ height: 0.5, errorHeight: 0.5 });
});

it("has no tallest bar when there is nothing", () => {
  expect(prepareHistogram([], frame)).toMatchObject({ tallest: 0, traces: 0, bars: [] });
});

it("draws all that starts after now as one bar, and none when there is none", () => {
  const ahead = { ...frame, until: at("10:45") };
  const { bars: drawn, traces } = prepareHistogram(bars, ahead);
  expect(drawn).toHaveLength(2);
  expect(drawn[1]).toMatchObject({ traces: 500, isAhead: true, to: window.to.toISOString() });
  expect(traces).toBe(1500);
  expect(prepareHistogram(bars.slice(0, 2), ahead).bars).toHaveLength(1);
});
