import fc from "fast-check";
import { expect, it } from "vitest";
import { barOf, buildTimeAxis } from "./time-axis";

const timed = fc.record({
  startMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
});

it("marks round moments", () => {
  const labels = (durationMs: number) =>
    buildTimeAxis([{ startMs: 0, durationMs }]).ticks.map(({ label }) => label);
  expect(labels(2300)).toEqual(["0 ms", "500 ms", "1.00 s", "1.50 s", "2.00 s"]);
  expect(labels(600_000)).toEqual(["0 ms", "2 m 0 s", "4 m 0 s", "6 m 0 s", "8 m 0 s"]);
});

it("keeps every bar on the axis, and few marks, whatever the times", () => {
  fc.assert(
    fc.property(fc.array(timed, { minLength: 1 }), (spans) => {
      const axis = buildTimeAxis(spans);
      expect(axis.ticks.length).toBeGreaterThan(0);
      expect(axis.ticks.length).toBeLessThan(9);
      for (const span of spans) {
        const bar = barOf(axis, span);
        expect((bar?.left ?? 101) + (bar?.width ?? 0)).toBeLessThanOrEqual(100.000_001);
      }
    }),
  );
});

it("lets a span without a time neither stretch the axis nor have a bar", () => {
  const untimed = { startMs: -1e12, durationMs: 0 };
  const axis = buildTimeAxis([untimed, { startMs: 0, durationMs: 10 }]);
  expect(axis.totalMs).toBe(10);
  expect(barOf(axis, untimed)).toBeNull();
});
