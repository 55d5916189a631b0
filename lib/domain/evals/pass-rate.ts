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

/** Attempts at one case resemble each other, which widens the interval. */
export function passRateOf(attempts: readonly Outcome[]): PassRate {
  const judged = attempts.filter((attempt) => attempt.passed !== null);
  const passed = judged.filter((attempt) => attempt.passed).length;
  const clusters = [...groupBy(judged, (attempt) => attempt.case).values()].map((own) => ({
    successes: own.filter((attempt) => attempt.passed).length,
    trials: own.length,
  }));
  const counts = { passed, judged: judged.length, cases: clusters.length };
  if (judged.length === 0) return { ...counts, share: null, low: null, high: null };
  return { ...counts, share: passed / judged.length, ...clusteredWilson(clusters) };
}

/** How a case came out over several attempts; `unjudged` when nothing was said of any. */
export type CaseOutcome = "passed" | "flaky" | "failed" | "unjudged";

export function caseOutcome(attempts: readonly Outcome[]): CaseOutcome {
  const { passed, judged } = passRateOf(attempts);
  if (judged === 0) return "unjudged";
  if (passed === judged) return "passed";
  return passed === 0 ? "failed" : "flaky";
}

/** Whether a case counts as passed: more than half of its judged attempts did. Null without one. */
export function passesMostly(attempts: readonly Outcome[]): boolean | null {
  const judged = attempts.filter((attempt) => attempt.passed !== null);
  if (judged.length === 0) return null;
  return judged.filter((attempt) => attempt.passed).length * 2 > judged.length;
}
