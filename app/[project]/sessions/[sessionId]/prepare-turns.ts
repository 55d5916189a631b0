import { formatCompact, formatCost, formatDuration } from "@/components/format";
import { type TierLevel, tierLevel } from "@/lib/domain/tier-level";
import type { TraceListRow } from "@/lib/store/trace-list-row";

/** One trace as a turn of its conversation. */
export type TurnView = {
  readonly traceId: string;
  readonly href: string;
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Since the turn before ended; null for the first, and while turns overlap. */
  readonly pause: string | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly status: "ok" | "error";
  readonly statusNote: string | null;
  readonly model: string | null;
  readonly modelNote: string | null;
  readonly tier: string | null;
  readonly tierLevel: TierLevel | null;
  /** Duration, tokens and cost, as far as known. */
  readonly facts: string;
};

/** Shorter pauses are part of the flow of a conversation. */
const LEAST_PAUSE_MS = 60_000;

/** Turns for the eye, in order of their start. */
export function prepareTurns(traces: readonly TraceListRow[], slug: string): TurnView[] {
  return traces.map((trace, index) => ({
    traceId: trace.traceId,
    href: `/${slug}/traces/${encodeURIComponent(trace.traceId)}`,
    name: trace.name,
    startedAt: trace.startedAt.toISOString(),
    pause: pauseBetween(traces[index - 1], trace),
    input: trace.inputPreview,
    output: trace.outputPreview,
    status: trace.status === "error" ? "error" : "ok",
    statusNote: trace.errorMessage,
    model: trace.modelServed ?? trace.modelRequested,
    modelNote:
      trace.isModelChanged && trace.modelRequested !== null
        ? `asked for ${trace.modelRequested}`
        : null,
    tier: trace.tier,
    tierLevel: trace.tier === null ? null : tierLevel(trace.tier),
    facts: factsOf(trace),
  }));
}

function pauseBetween(before: TraceListRow | undefined, turn: TraceListRow): string | null {
  if (before === undefined) return null;
  const endedAt = before.startedAt.getTime() + before.durationMs;
  const pauseMs = turn.startedAt.getTime() - endedAt;
  return pauseMs < LEAST_PAUSE_MS ? null : formatDuration(pauseMs);
}

function factsOf(trace: TraceListRow): string {
  return [
    formatDuration(trace.durationMs),
    trace.totalTokens === null ? null : `${formatCompact(trace.totalTokens)} tokens`,
    trace.costUsd === null ? null : formatCost(trace.costUsd),
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}
