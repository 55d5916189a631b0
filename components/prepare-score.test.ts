import { expect, it } from "vitest";
import { prepareScore } from "./prepare-score";

const score = {
  spanId: null,
  name: "helpful",
  value: 0.123_456,
  label: null,
  comment: null,
  source: "evaluator",
  author: null,
  at: new Date("2026-03-01"),
} as const;

it.each([
  [{}, "0.1235", "bad"],
  [{ value: 12, label: "pass" }, "pass (12)", "good"],
  [{ value: null, label: "neutral" }, "neutral", null],
  [{ value: 4 }, "4", null],
])("shows %j as %s", (said, text, verdict) => {
  expect(prepareScore({ ...score, ...said })).toMatchObject({ text, verdict });
});

it("tells who said so and why", () => {
  const said = { ...score, author: "mara", source: "human", comment: "It was.", value: 1 } as const;
  expect(prepareScore(said).note).toBe("helpful: 1, by mara (a person)\nIt was.");
  expect(prepareScore(score).note).toBe("helpful: 0.1235, by an evaluator");
});
