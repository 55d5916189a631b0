import fc from "fast-check";
import { expect, it } from "vitest";
import { anAttempt } from "@/test/eval-attempt";
import { passesMostly } from "./pass-rate";
import { summariseRun } from "./summarise-run";

const known = [
  { id: "a", intent: "billing", tags: ["gold", "de"] },
  { id: "b", intent: "billing", tags: ["gold"] },
  { id: "c", intent: null, tags: [] },
];

it("counts attempts that were judged, and tells the grader's errors apart", () => {
  const run = summariseRun(
    [
      anAttempt({ case: "a", attempt: 1 }),
      anAttempt({ case: "a", attempt: 2, passed: false }),
      anAttempt({ case: "b" }),
      anAttempt({ case: "c", passed: null, error: "grader timed out" }),
      anAttempt({ case: "d", passed: null }),
    ],
    known,
  );
  expect(run.rate).toMatchObject({ passed: 2, judged: 3, cases: 2, share: 2 / 3 });
  expect(run).toMatchObject({ attempts: 5, unjudged: 1 });
  expect(run.graderErrors.map((attempt) => attempt.case)).toEqual(["c"]);
  expect(run.outcomes).toEqual({ passed: 1, flaky: 1, failed: 0, unjudged: 2 });
  expect(run.cases.map((row) => [row.case, row.outcome])).toEqual([
    ["a", "flaky"],
    ["c", "unjudged"],
    ["d", "unjudged"],
    ["b", "passed"],
  ]);
  expect(run.slices.map(({ dimension, value, rate }) => [dimension, value, rate.judged])).toEqual([
    ["intent", "billing", 3],
    ["tag", "gold", 3],
    ["tag", "de", 2],
  ]);
});

it("knows no rate without a judged attempt", () => {
  const { rate } = summariseRun([anAttempt({ passed: null })], []);
  expect(rate).toEqual({ passed: 0, judged: 0, cases: 0, share: null, low: null, high: null });
  expect(passesMostly([])).toBeNull();
});

it("takes a case for passed when more than half of its attempts are", () => {
  const outcomes = (...passed: (boolean | null)[]) =>
    passed.map((value, index) => anAttempt({ attempt: index, passed: value }));
  expect(passesMostly(outcomes(true, false))).toBe(false);
  expect(passesMostly(outcomes(true, true, false, null))).toBe(true);
});

it("has outcomes that add up to the cases, in any order of the attempts", () => {
  const attempt = fc.record({
    case: fc.constantFrom("a", "b", "c"),
    attempt: fc.integer({ min: 1, max: 5 }),
    passed: fc.constantFrom(true, false, null),
  });
  fc.assert(
    fc.property(fc.array(attempt), (attempts) => {
      const rows = attempts.map(anAttempt);
      const run = summariseRun(rows, known);
      const sum = Object.values(run.outcomes).reduce((all, count) => all + count, 0);
      expect(sum).toBe(run.cases.length);
      expect(run.rate.judged + run.graderErrors.length + run.unjudged).toBe(run.attempts);
      const other = summariseRun(rows.toReversed(), known);
      expect(other.outcomes).toEqual(run.outcomes);
      expect(other.rate.low ?? 0).toBeCloseTo(run.rate.low ?? 0, 12);
    }),
  );
});
