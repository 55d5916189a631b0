import { expect, it } from "vitest";
import { type DecidingScore, verdictOfScores } from "./verdict-of-scores";

const score = (more: Partial<DecidingScore>): DecidingScore => ({
  id: "a",
  value: null,
  label: null,
  source: "evaluator",
  at: new Date("2026-03-01"),
  ...more,
});

it("believes a person over an evaluator over a user, however old the word", () => {
  const user = score({ source: "user", value: -1, at: new Date("2026-03-09") });
  const evaluator = score({ value: 0.9 });
  const human = score({ source: "human", label: "fail", at: new Date("2026-01-01") });
  expect(verdictOfScores([user])).toEqual({ passed: false, value: -1 });
  expect(verdictOfScores([user, evaluator])).toEqual({ passed: true, value: 0.9 });
  expect(verdictOfScores([user, evaluator, human])).toEqual({ passed: false, value: null });
});

it("takes the latest of equals, and of one moment always the same", () => {
  const old = score({ value: 0 });
  const late = score({ value: 1, at: new Date("2026-03-02") });
  expect(verdictOfScores([late, old])?.passed).toBe(true);
  const other = score({ id: "b", value: 0, at: late.at });
  expect(verdictOfScores([late, other])).toEqual(verdictOfScores([other, late]));
});

it("passes over what says nothing, and says nothing without a word", () => {
  const latency = score({ source: "human", value: 310 });
  expect(verdictOfScores([latency, score({ label: "correct" })])?.passed).toBe(true);
  expect(verdictOfScores([latency])).toBeUndefined();
  expect(verdictOfScores([])).toBeUndefined();
});
