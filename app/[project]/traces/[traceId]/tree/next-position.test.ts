import { expect, it } from "vitest";
import { nextPosition } from "./next-position";

it.each([
  [3, "forward", 5],
  [5, "forward", 9],
  [9, "forward", 2],
  [5, "back", 2],
  [2, "back", 9],
] as const)("from %d goes %s to %d, and round at the ends", (from, direction, to) => {
  expect(nextPosition([2, 5, 9], from, direction)).toBe(to);
  expect(nextPosition([], from, direction)).toBeUndefined();
});
