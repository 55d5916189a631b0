import type { Verdict } from "@/components/verdict-mark";
import type { RunComparison } from "@/lib/domain/evals/compare-runs";
import type { Difference } from "@/lib/domain/statistics/proportion-interval";
import type { StoredSuite } from "@/lib/store/eval-suites";
import type { RunRow } from "../load-run-rows";
import { changeText, countedText, plural, rateText } from "../rate-text";

export type SuiteVerdict = {
  readonly status: Verdict;
  readonly word: string;
  readonly sentence: string;
  readonly notes: readonly string[];
};

/** What the latest run is held against. */
export type RunBefore = {
  readonly run: string;
  /** Who was tried in it; null when it is the same as in the latest. */
  readonly subject: string | null;
  readonly comparison: RunComparison;
};

/** A change that an interval must rule out before "no change" is said. */
const MARGIN = 0.05;

/** How a suite's latest run stands against an earlier one, in words to be passed on. */
export function prepareSuite(
  stored: StoredSuite | null,
  latest: RunRow | undefined,
  before: RunBefore | null,
): SuiteVerdict {
  const notes = notesOf(stored, latest);
  if (!latest) {
    return {
      status: "unknown",
      word: "no run",
      sentence: "No run has tried this suite yet.",
      notes,
    };
  }
  const passes = `${latest.run} (${latest.subjectLabel}) passes ${rateText(latest.rate)} of ${countedText(latest.rate)}`;
  const change = before?.comparison.paired.change ?? null;
  if (before === null || change === null) {
    const why =
      before === null ? "there is no run before it" : `no case is common with ${before.run}`;
    return { status: "unknown", word: "one run", sentence: `${passes}; ${why}.`, notes };
  }
  const against = `${changeText(change)} against ${before.run}${before.subject ? ` (${before.subject})` : ""} on ${plural(before.comparison.paired.cases, "common case")}`;
  return { ...judged(change), sentence: `${passes}, ${against}.`, notes };
}

function judged({ low, high }: Difference): Pick<SuiteVerdict, "status" | "word"> {
  if (high < 0) return { status: "broken", word: "worse" };
  if (low > 0) return { status: "ok", word: "better" };
  if (low > -MARGIN) return { status: "ok", word: "no worse" };
  return { status: "unknown", word: "cannot tell" };
}

function notesOf(stored: StoredSuite | null, latest: RunRow | undefined): string[] {
  const drafts = stored?.drafts ?? 0;
  const errors = latest?.graderErrors ?? 0;
  const flaky = latest?.outcomes.flaky ?? 0;
  return [
    ...(errors > 0
      ? [`The grader failed on ${plural(errors, "attempt")}, which are in no rate.`]
      : []),
    ...(flaky > 0
      ? [`${plural(flaky, "case")} passed in some attempts of the latest run and not in others.`]
      : []),
    ...(drafts > 0 ? [`${plural(drafts, "draft waits", "drafts wait")} to be accepted.`] : []),
    ...(stored === null ? ["No case of this suite was posted: only runs name it."] : []),
  ];
}
