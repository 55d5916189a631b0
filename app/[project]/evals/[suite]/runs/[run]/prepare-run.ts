import { formatCount } from "@/components/format";
import type { Verdict } from "@/components/verdict-mark";
import type { RunSummary } from "@/lib/domain/evals/summarise-run";
import { countedText, plural, rateText } from "../../../rate-text";

export type RunVerdict = {
  readonly status: Verdict;
  readonly word: string;
  readonly sentence: string;
  readonly notes: readonly string[];
};

/** How a run came out, in words to be passed on. A rate alone is neither good nor bad. */
export function prepareRun(summary: RunSummary): RunVerdict {
  const { rate, outcomes, graderErrors, unjudged } = summary;
  const notes = [
    ...(outcomes.flaky > 0
      ? [
          `${plural(outcomes.flaky, "case")} passed in some attempts and not in others; ${formatCount(outcomes.passed)} passed in all, ${formatCount(outcomes.failed)} in none.`,
        ]
      : []),
    ...(graderErrors.length > 0
      ? [`The grader failed on ${plural(graderErrors.length, "attempt")}, which are in no rate.`]
      : []),
    ...(unjudged > 0 ? [`Nobody said whether ${plural(unjudged, "more attempt")} passed.`] : []),
  ];
  if (rate.share === null) {
    const sentence = `${plural(summary.attempts, "attempt")}, and nobody said whether any passed.`;
    return { status: "unknown", word: "not judged", sentence, notes };
  }
  return {
    ...standing(summary),
    sentence: `${rateText(rate)} of ${countedText(rate)} passed.`,
    notes,
  };
}

/** More than a tenth of the attempts without a verdict, and the rate may be another one. */
const MAX_OPEN = 0.1;

function standing({ rate, attempts, outcomes }: RunSummary): Pick<RunVerdict, "status" | "word"> {
  if (attempts - rate.judged > attempts * MAX_OPEN)
    return { status: "watch", word: "partly judged" };
  if (outcomes.failed + outcomes.flaky === 0) return { status: "ok", word: "all passed" };
  const { failed, flaky } = outcomes;
  const word = flaky === 0 ? `${failed} failed` : `${failed} failed, ${flaky} flaky`;
  return { status: "watch", word };
}
