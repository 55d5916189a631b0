import { groupBy } from "../group-by";
import { type CaseSlice, type SlicedCase, slicesOf } from "./case-slices";
import type { EvalAttemptRow } from "./eval-attempt-row";
import {
  type CaseOutcome,
  caseOutcome,
  countOutcomes,
  type PassRate,
  passRateOf,
} from "./pass-rate";

/** A case in one run. */
export type CaseResult = {
  readonly case: string;
  readonly outcome: CaseOutcome;
  readonly passed: number;
  readonly judged: number;
  /** By number. */
  readonly attempts: readonly EvalAttemptRow[];
};

export type SliceRate = Pick<CaseSlice, "dimension" | "value"> & { readonly rate: PassRate };

export type RunSummary = {
  readonly rate: PassRate;
  readonly attempts: number;
  /** Attempts of which the grader said nothing but that it failed. */
  readonly graderErrors: readonly EvalAttemptRow[];
  /** Attempts of which nobody said anything. */
  readonly unjudged: number;
  readonly outcomes: Readonly<Record<CaseOutcome, number>>;
  /** Failed first, then flaky, unjudged and passed; each by case id. */
  readonly cases: readonly CaseResult[];
  readonly slices: readonly SliceRate[];
};

const WORST_FIRST: readonly CaseOutcome[] = ["failed", "flaky", "unjudged", "passed"];

/** One run of a suite, from its attempts. Cases that are not known are in no slice. */
export function summariseRun(
  attempts: readonly EvalAttemptRow[],
  known: readonly SlicedCase[],
): RunSummary {
  const byCase = groupBy(attempts, (attempt) => attempt.case);
  const cases = [...byCase].map(([id, own]) => resultOf(id, own)).sort(byOutcome);
  const open = attempts.filter((attempt) => attempt.passed === null);
  const graderErrors = open.filter((attempt) => attempt.error !== null);
  return {
    rate: passRateOf(attempts),
    attempts: attempts.length,
    graderErrors,
    unjudged: open.length - graderErrors.length,
    outcomes: countOutcomes(cases.map(({ judged, passed }) => ({ judged, passed, cases: 1 }))),
    cases,
    slices: slicesOf(known.filter(({ id }) => byCase.has(id))).map((slice) => ({
      dimension: slice.dimension,
      value: slice.value,
      rate: passRateOf([...slice.cases].flatMap((id) => byCase.get(id) ?? [])),
    })),
  };
}

function resultOf(id: string, own: readonly EvalAttemptRow[]): CaseResult {
  const { passed, judged } = passRateOf(own);
  return { case: id, outcome: caseOutcome(own), passed, judged, attempts: own };
}

function byOutcome(a: CaseResult, b: CaseResult): number {
  return (
    WORST_FIRST.indexOf(a.outcome) - WORST_FIRST.indexOf(b.outcome) || (a.case < b.case ? -1 : 1)
  );
}
