import { expect, it } from "vitest";
import { scoreVerdict } from "./score";

it.each([
  [{ label: "Pass", value: null }, true],
  [{ label: "incorrect", value: 1 }, false],
  [{ label: "politeness", value: 0.7 }, true],
  [{ label: null, value: 0.5 }, true],
  [{ label: null, value: 0.49 }, false],
  [{ label: null, value: -1 }, false],
  [{ label: null, value: 4 }, null],
  [{ label: "neutral", value: null }, null],
])("reads %j as %s", (score, verdict) => {
  expect(scoreVerdict(score)).toBe(verdict);
});
