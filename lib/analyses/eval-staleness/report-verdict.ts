import { formatPercent } from "@/lib/domain/share-text";
import type { EvalStalenessParams } from "./params";
import type { Assessment, SuiteFacts } from "./report-shape";

/** Fewer cases make a list, not a share. */
export const FEWEST_CASES = 10;
/** Fewer requests say little of what production asks. */
export const FEWEST_REQUESTS = 100;
/** Coverage below half of what drawing from production would give leaves most of it out. */
const MIN_NORMALISED_COVERAGE = 0.5;

export type SuiteVerdict = "trustworthy" | "untrustworthy" | "insufficient";

export type JudgementReason = {
  readonly code:
    | "few_cases"
    | "few_requests"
    | "not_comparable"
    | "fresh_share"
    | "coverage"
    | "fresh";
  readonly message: string;
};

export type SuiteJudgement = {
  readonly verdict: SuiteVerdict;
  /** Why, the weightiest first; never empty. */
  readonly reasons: readonly JudgementReason[];
};

/** Whether a green suite means that production is well. */
export function judgeSuite(
  suite: SuiteFacts,
  production: Assessment["production"],
  { minFresh }: Pick<EvalStalenessParams, "minFresh">,
): SuiteJudgement {
  const doubts = doubtsOf(suite, production);
  if (doubts.length > 0) return { verdict: "insufficient", reasons: doubts };
  const faults = faultsOf(suite, minFresh);
  if (faults.length > 0) return { verdict: "untrustworthy", reasons: faults };
  const message = `${freshText(suite)}, at least ${formatPercent(minFresh)} wanted.`;
  return { verdict: "trustworthy", reasons: [{ code: "fresh", message }] };
}

function doubtsOf(suite: SuiteFacts, { requests, comparedBy }: Assessment["production"]) {
  const doubts: JudgementReason[] = [];
  if (requests < FEWEST_REQUESTS) {
    const message = `cannot tell: ${requests} production requests in this window, needs ${FEWEST_REQUESTS}.`;
    doubts.push({ code: "few_requests", message });
  }
  if (suite.cases < FEWEST_CASES) {
    const message = `cannot tell: ${suite.cases} cases, needs ${FEWEST_CASES}.`;
    doubts.push({ code: "few_cases", message });
  } else if (doubts.length === 0 && suite.freshShare === null) {
    const message =
      comparedBy === "nothing"
        ? "cannot tell: production says too few different texts, and no intents."
        : "cannot tell: its cases have neither text nor an intent to compare.";
    doubts.push({ code: "not_comparable", message });
  }
  return doubts;
}

function faultsOf(suite: SuiteFacts, minFresh: number): JudgementReason[] {
  const faults: JudgementReason[] = [];
  if (suite.freshShare !== null && suite.freshShare < minFresh) {
    const message = `${freshText(suite)}, fewer than ${formatPercent(minFresh)}.`;
    faults.push({ code: "fresh_share", message });
  }
  const { normalisedCoverage } = suite;
  if (normalisedCoverage !== null && normalisedCoverage < MIN_NORMALISED_COVERAGE) {
    const covered = formatPercent(suite.coverage ?? 0);
    const message = `its cases resemble ${covered} of production, ${normalisedCoverage.toFixed(2)} times what as many drawn from it would.`;
    faults.push({ code: "coverage", message });
  }
  return faults;
}

function freshText({ freshShare, freshInterval, compared }: SuiteFacts): string {
  const interval = freshInterval
    ? ` (${formatPercent(freshInterval.low)} to ${formatPercent(freshInterval.high)})`
    : "";
  return `${formatPercent(freshShare ?? 0)}${interval} of ${compared} cases still speak of production`;
}
