import { expect, it } from "vitest";
import { tierLevel } from "./tier-level";

it.each([
  ["primary", 0],
  ["Secondary", 1],
  ["canned", 3],
  ["unknown", null],
  ["blue-team", null],
])("gives the tier %s the level %s", (tier, level) => {
  expect(tierLevel(tier)).toBe(level);
});
