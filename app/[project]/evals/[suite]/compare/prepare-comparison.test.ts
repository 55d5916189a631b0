import { expect, it } from "vitest";
import { compareRuns } from "@/lib/domain/evals/compare-runs";
import { anAttempt } from "@/test/eval-attempt";
import { prepareComparison } from "./prepare-comparison";

const run = (count: number, passed: number, more: Parameters<typeof anAttempt>[0] = {}) =>
  Array.from({ length: count }, (_, index) =>
    anAttempt({ case: `c${String(index).padStart(3, "0")}`, passed: index < passed, ...more }),
  );

it("says which is better, by how much and how sure that is", () => {
  const verdict = prepareComparison(compareRuns(run(100, 92), run(100, 70), []), "r1", "r2");
  expect(verdict).toMatchObject({ status: "broken", word: "worse", notes: [] });
  expect(verdict.sentence).toBe(
    "r2 passes 70.0 % and r1 92.0 % of 100 common cases: −22.0 points (−29.8 to −13.4), exact p = below 0.001.",
  );
  const back = prepareComparison(compareRuns(run(100, 70), run(100, 92), []), "r1", "r2");
  expect(back).toMatchObject({ status: "ok", word: "better" });
});

it("says what so few disagreements could not show", () => {
  const verdict = prepareComparison(compareRuns(run(40, 30), run(40, 28), []), "r1", "r2");
  expect(verdict).toMatchObject({ status: "unknown", word: "cannot tell" });
  expect(verdict.notes[0]).toContain("a difference under 6.9 points does not show");
  const few = prepareComparison(compareRuns(run(5, 5), run(5, 0), []), "r1", "r2");
  expect(few).toMatchObject({ status: "unknown", word: "too few" });
});

it("names what is left out, and why", () => {
  const b = [
    ...run(20, 20),
    anAttempt({ case: "new" }),
    anAttempt({ case: "c001", attempt: 2, contentHash: "x" }),
  ];
  const verdict = prepareComparison(compareRuns(run(21, 20), b, []), "r1", "r2");
  expect(verdict.notes.at(-1)).toBe(
    "3 cases are left out: 1 whose content then is not known, 1 only in A, 1 only in B.",
  );
  const none = prepareComparison(
    compareRuns(run(3, 3), run(3, 3, { contentHash: "h2" }), []),
    "r1",
    "r2",
  );
  expect(none).toMatchObject({
    status: "unknown",
    notes: ["3 cases are left out: 3 asked or expected something else."],
  });
});
