import { actsOf } from "@/lib/domain/branches/acts-of";
import { type BranchKey, branchKey } from "@/lib/domain/branches/branch-key";
import {
  type DecisionSpan,
  deriveDecisions,
  type TraceDecisions,
} from "@/lib/domain/branches/derive-decisions";
import { type Detector, detects } from "@/lib/domain/branches/detector";
import type { Span } from "@/lib/domain/span";
import type { SummarySpan } from "@/lib/domain/trace-summary";

/** A registered branch that is seen by a detector. */
export type WatchedBranch = {
  readonly point: string;
  readonly branch: string;
  readonly detect: Detector;
  /** Only traces of this prompt are looked at; null: all. */
  readonly prompt: string | null;
};

/** A settled trace. */
export type DecidingTrace = {
  readonly spans: readonly SummarySpan[];
  readonly prompt: string | null;
};

/** Whether a trace has to be read whole: for a detector, or since nothing was noted down of it yet. */
export function needsWholeSpans(
  { spans, prompt }: DecidingTrace,
  watched: readonly WatchedBranch[],
): boolean {
  if (watchedIn(prompt, watched).length > 0) return true;
  return spans.some(
    ({ kind, acts, decision }) =>
      (kind === "llm" && acts === null) || (kind === "decision" && decision === null),
  );
}

/**
 * What this analysis keeps of a trace. Pure: the same spans and branches always give the same.
 *
 * @param whole the trace's spans, where they were needed
 */
export function deriveTraceDecisions(
  { spans, prompt }: DecidingTrace,
  watched: readonly WatchedBranch[],
  whole: readonly Span[],
): TraceDecisions {
  const bodies = new Map(whole.map((span) => [span.spanId, span]));
  const own = watchedIn(prompt, watched);
  const detected = new Map<string, readonly BranchKey[]>();
  for (const span of own.length > 0 ? whole : []) {
    const keys = own.filter(({ detect }) => detects(detect, span));
    if (keys.length > 0) {
      detected.set(
        span.spanId,
        keys.map(({ point, branch }) => branchKey(point, branch)),
      );
    }
  }
  return deriveDecisions(
    spans.map((span) => decisionSpan(span, bodies.get(span.spanId))),
    detected,
  );
}

function watchedIn(prompt: string | null, watched: readonly WatchedBranch[]) {
  return watched.filter((branch) => branch.prompt === null || branch.prompt === prompt);
}

function decisionSpan(span: SummarySpan, whole: Span | undefined): DecisionSpan {
  return {
    ...span,
    agent: span.marks?.agent ?? null,
    decision: span.decision ?? whole?.decision ?? null,
    acts: span.acts ?? (whole ? (actsOf(whole) ?? null) : null),
  };
}
