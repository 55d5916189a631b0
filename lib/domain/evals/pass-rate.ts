import { groupBy } from "../group-by";
import { clusteredWilson } from "../statistics/clustered-proportion";
import type { EvalAttemptRow } from "./eval-attempt-row";

/** What of an attempt a rate is made of. */
export type Outcome = Pick<EvalAttemptRow, "case" | "passed">;

/** How many attempts passed of those that were judged, with a 95 % interval. Shares are 0 to 1. */
export type PassRate = {
  readonly passed: number;
  readonly judged: number;
  /** Cases with at least one judged attempt. */
  readonly cases: number;
  /** Null without a judged attempt. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** Cases that came out the same: so many judged attempts each, so many of them passed. */
export type CaseTally = {
  readonly judged: number;
  readonly passed: number;
  readonly cases: number;
};

/** Attempts at one case resemble each other, which widens the interval. */
export function passRateOf(attempts: readonly Outcome[]): PassRate {
  const cases = [...groupBy(attempts, (attempt) => attempt.case).values()];
  return passRateOfTallies(cases.map(tallyOf));
}

export function passRateOfTallies(tallies: readonly CaseTally[]): PassRate {
  const tried = tallies.filter(({ judged }) => judged > 0);
  const sum = (of: (row: CaseTally) => number) => tried.reduce((all, row) => all + of(row), 0);
  const passed = sum((row) => row.passed * row.cases);
  const judged = sum((row) => row.judged * row.cases);
  const counts = { passed, judged, cases: sum((row) => row.cases) };
  if (judged === 0) return { ...counts, share: null, low: null, high: null };
  const clusters = tried.map((row) => ({
    successes: row.passed,
    trials: row.judged,
    clusters: row.cases,
  }));
  return { ...counts, share: passed / judged, ...clusteredWilson(clusters) };
}

function tallyOf(attempts: readonly Outcome[]): CaseTally {
  const judged = attempts.filter((attempt) => attempt.passed !== null);
  const passed = judged.filter((attempt) => attempt.passed).length;
  return { judged: judged.length, passed, cases: 1 };
}

/** How a case came out over several attempts; `unjudged` when nothing was said of any. */
export type CaseOutcome = "passed" | "flaky" | "failed" | "unjudged";

export function caseOutcome(attempts: readonly Outcome[]): CaseOutcome {
  return outcomeOfTally(tallyOf(attempts));
}

export function outcomeOfTally({ judged, passed }: CaseTally): CaseOutcome {
  if (judged === 0) return "unjudged";
  if (passed === judged) return "passed";
  return passed === 0 ? "failed" : "flaky";
}

/** Cases by how they came out. */
export function countOutcomes(tallies: readonly CaseTally[]): Record<CaseOutcome, number> {
  const counts = { passed: 0, flaky: 0, failed: 0, unjudged: 0 };
  for (const tally of tallies) counts[outcomeOfTally(tally)] += tally.cases;
  return counts;
}

/** Whether a case counts as passed: more than half of its judged attempts did. Null without one. */
export function passesMostly(attempts: readonly Outcome[]): boolean | null {
  const { judged, passed } = tallyOf(attempts);
  return judged === 0 ? null : passed * 2 > judged;
}
