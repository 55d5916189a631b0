import { expect, it } from "vitest";
import { levelsToOpen } from "./open-levels";

it("opens a small value whole", () => {
  expect(levelsToOpen("text")).toBe(0);
  expect(levelsToOpen({ a: { b: { c: { d: [1] } } } })).toBe(5);
});

it("opens the outermost level of a wide value, and stops above a level that is too long", () => {
  const long = Array.from({ length: 200 }, (_, index) => index);
  expect(levelsToOpen(long)).toBe(1);
  expect(levelsToOpen({ a: 1, b: { c: long } })).toBe(2);
});
