import { expect, it } from "vitest";
import { layerPaths } from "./stacked-layers";

it("draws a single bucket as a block of its width", () => {
  const [bottom, top] = layerPaths([{ from: 0.2, to: 0.4, shares: [0.75, 0.25] }], 2);
  expect(bottom).toBe("M200 65L300 65L400 65L400 260L300 260L200 260Z");
  expect(top).toBe("M200 0L300 0L400 0L400 65L300 65L200 65Z");
});

it("joins buckets that touch, and leaves a gap where one is missing", () => {
  const bucket = (from: number) => ({ from, to: from + 0.1, shares: [1] });
  const [joined] = layerPaths([bucket(0), bucket(0.1)], 1);
  expect(joined?.match(/M/g)).toHaveLength(1);
  const [parted] = layerPaths([bucket(0), bucket(0.2)], 1);
  expect(parted?.match(/M/g)).toHaveLength(2);
});

it("draws nothing of nothing", () => {
  expect(layerPaths([], 2)).toEqual(["", ""]);
});
