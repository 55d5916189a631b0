import type { Span } from "@/lib/domain/span";
import { diffRuns, diffStep } from "@/lib/domain/trace-diff/diff-runs";
import { learnVolatilePaths } from "@/lib/domain/trace-diff/learn-volatile-paths";
import { noiseFloor } from "@/lib/domain/trace-diff/noise-floor";
import type { AxisHistory } from "@/lib/domain/trace-diff/rank-causes";
import type { StepDetail } from "@/lib/domain/trace-diff/step-detail";
import type { TraceDiff } from "@/lib/domain/trace-diff/trace-diff";
import { volatilePaths } from "@/lib/domain/trace-diff/volatile-paths";

/** One run: its spans in any order. */
export type DiffRun = { readonly traceId: string; readonly spans: readonly Span[] };

export type TraceDiffFacts = {
  readonly a: DiffRun;
  readonly b: DiffRun;
  /** Repeated runs of one envelope and input: the noise floor. May be empty. */
  readonly replicates: readonly DiffRun[];
  /** May be empty. */
  readonly history: readonly AxisHistory[];
};

export type TraceDiffOptions = {
  /** The project's own volatile paths: JSON pointers with `*` and `**`, or a bare key. */
  readonly volatilePaths: readonly string[];
};

export type TraceDiffReport = TraceDiff & {
  readonly a: string;
  readonly b: string;
  readonly headline: Headline;
};

/** The first line, whole and in parts. */
export type Headline = {
  /** "Forked at step 7 of 23: retrieval returned doc_88 instead of doc_12 (index v41 → v42). 16 later steps are consequences." */
  readonly text: string;
  /** From 1; null without a fork. */
  readonly step: number | null;
  readonly steps: number;
  readonly summary: string;
  readonly consequences: number;
};

/** How the second run differs from the first: what first, what because of it, and why. */
export function buildTraceDiffReport(
  { a, b, replicates, history }: TraceDiffFacts,
  options: TraceDiffOptions,
): TraceDiffReport {
  const paths = pathsFor(replicates, options);
  const noise = noiseFloor(
    replicates.map(({ spans }) => spans),
    paths,
  );
  const diff = diffRuns(a.spans, b.spans, { paths, noise, history });
  return { a: a.traceId, b: b.traceId, headline: buildHeadline(diff), ...diff };
}

/**
 * What differs closely at one step of the report of the same facts: for the steps beyond those that
 * the report tells itself. Null where only one run has the step.
 */
export function buildTraceDiffStep(
  { a, b, replicates }: TraceDiffFacts,
  options: TraceDiffOptions,
  index: number,
): StepDetail | null {
  return diffStep(a.spans, b.spans, index, pathsFor(replicates, options));
}

function pathsFor(replicates: readonly DiffRun[], { volatilePaths: own }: TraceDiffOptions) {
  const repeated = replicates.map(({ spans }) => spans);
  return volatilePaths(own, learnVolatilePaths(repeated, own));
}

function buildHeadline(diff: TraceDiff): Headline {
  const { fork, steps, consequences } = diff;
  const step = fork === null ? null : fork.index + 1;
  const summary = fork?.summary ?? forklessSummary(diff);
  const noise = steps[fork?.index ?? -1]?.isWithinNoise === true ? ` ${WITHIN_NOISE}` : "";
  const text =
    step === null
      ? `${summary}.`
      : `Forked at step ${step} of ${steps.length}: ${summary}. ${told(consequences)}${noise}`;
  return { text, step, steps: steps.length, summary, consequences };
}

const WITHIN_NOISE = "Repeated runs of one envelope differ as much at this step.";

function told(consequences: number): string {
  if (consequences === 0) return "No later step differs.";
  return consequences === 1
    ? "1 later step is a consequence."
    : `${consequences} later steps are consequences.`;
}

function forklessSummary({ comparable, steps, envelope }: TraceDiff): string {
  if (comparable.status === "different_question") {
    return "Not the same question: the runs were given different inputs";
  }
  const axes = envelope.filter(({ partOf, status }) => partOf === null && status === "changed");
  const changed = axes.map(({ axis }) => axis.replaceAll("_", " ")).join(", ");
  const moved = steps.filter(({ pairing }) => pairing === "moved").length;
  const order = moved > 0 ? `, ${moved} of them in another place` : "";
  const count = `all ${steps.length} steps do the same${order}`;
  return changed === "" ? `No fork: ${count}` : `No fork: ${count}, although ${changed} changed`;
}
