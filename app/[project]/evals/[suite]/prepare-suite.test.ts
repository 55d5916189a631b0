import { expect, it } from "vitest";
import { compareRuns } from "@/lib/domain/evals/compare-runs";
import { passRateOf } from "@/lib/domain/evals/pass-rate";
import { anAttempt } from "@/test/eval-attempt";
import type { RunRow } from "../load-run-rows";
import { prepareSuite } from "./prepare-suite";

const attempts = (count: number, passed: number) =>
  Array.from({ length: count }, (_, index) =>
    anAttempt({ case: `c${String(index).padStart(4, "0")}`, passed: index < passed }),
  );

const runRow = (count: number, passed: number, more: Partial<RunRow> = {}): RunRow => ({
  suite: "gold",
  run: "r2",
  startedAt: new Date("2026-03-02"),
  isPosted: true,
  hasMarks: false,
  runsOfSuite: 2,
  rate: passRateOf(attempts(count, passed)),
  outcomes: { passed, flaky: 0, failed: count - passed, unjudged: 0 },
  attempts: count,
  graderErrors: 0,
  subjectKey: "k",
  subjectLabel: "gpt-5 · support@7",
  ...more,
});

const against = (count: number, before: number, after: number) => ({
  run: "r1",
  subject: "gpt-4o · support@6",
  comparison: compareRuns(attempts(count, before), attempts(count, after), []),
});

it("says how the latest run stands against the one before it", () => {
  const verdict = prepareSuite(null, runRow(100, 70), against(100, 92, 70));
  expect(verdict).toMatchObject({ status: "broken", word: "worse" });
  expect(verdict.sentence).toBe(
    "r2 (gpt-5 · support@7) passes 70.0 % (60.4–78.1) of 100 cases, −22.0 points (−29.8 to −13.4) against r1 (gpt-4o · support@6) on 100 common cases.",
  );
});

it.each([
  ["better", "ok", 100, 70, 92],
  ["no worse", "ok", 1_000, 900, 900],
  ["cannot tell", "unknown", 40, 30, 28],
])("calls it %s when the interval says so", (word, status, count, before, after) => {
  const verdict = prepareSuite(null, runRow(count, after), against(count, before, after));
  expect(verdict).toMatchObject({ word, status });
});

it("says what cannot be told, and counts first where there are few", () => {
  expect(prepareSuite(null, undefined, null)).toMatchObject({ status: "unknown", word: "no run" });
  const alone = prepareSuite(null, runRow(10, 9), null);
  expect(alone.sentence).toBe(
    "r2 (gpt-5 · support@7) passes 9 of 10 (59.6–98.2 %) of 10 cases; there is no run before it.",
  );
  const apart = { run: "r1", subject: null, comparison: compareRuns([], attempts(10, 9), []) };
  expect(prepareSuite(null, runRow(10, 9), apart).sentence).toContain("no case is common with r1");
});

it("notes what stands beside the rate", () => {
  const stored = {
    ...{ suite: "gold", version: 3, cases: 10, drafts: 1, retired: 0, runs: 2 },
    ...{ createdAt: new Date(), postedAt: new Date(), postedBy: "team", lastRunAt: null },
  };
  const outcomes = { passed: 7, flaky: 2, failed: 0, unjudged: 1 };
  const row = runRow(10, 9, { graderErrors: 3, outcomes });
  expect(prepareSuite(stored, row, null).notes).toEqual([
    "The grader failed on 3 attempts, which are in no rate.",
    "2 cases passed in some attempts of the latest run and not in others.",
    "1 draft waits to be accepted.",
  ]);
});
