import type { ComparableTrace } from "@/lib/store/trace-diff-suggestions";
import type { TraceListRow } from "@/lib/store/trace-list-row";

export type SuggestionView = {
  readonly traceId: string;
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly status: "ok" | "error";
  readonly outcome: string;
  readonly model: string;
  readonly release: string;
  /** How it belongs to the chosen trace: "same question, other envelope, last good run" */
  readonly why: string;
};

const RELATIONS = {
  rerun: "rerun of each other",
  case: "same eval case",
  question: "same question",
} as const;

/** What a trace can be compared with, in the same order. */
export function prepareSuggestions(comparable: readonly ComparableTrace[]): SuggestionView[] {
  const lastGood = lastGoodOf(comparable);
  return comparable.map(({ trace, relation, isOtherEnvelope }) => ({
    traceId: trace.traceId,
    name: trace.name === "" ? "(no name)" : trace.name,
    startedAt: trace.startedAt.toISOString(),
    status: trace.status === "error" ? "error" : "ok",
    outcome: trace.outcome ?? "—",
    model: trace.modelServed ?? trace.modelRequested ?? "—",
    release: trace.release ?? "—",
    why: [
      RELATIONS[relation],
      isOtherEnvelope ? "other envelope" : "same envelope",
      ...(trace.traceId === lastGood ? ["last good run"] : []),
    ].join(", "),
  }));
}

/** The latest that ended well; null when none did. */
function lastGoodOf(comparable: readonly ComparableTrace[]): string | null {
  const good = comparable.map(({ trace }) => trace).filter(isGood);
  const [latest] = good.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  return latest?.traceId ?? null;
}

const isGood = ({ status, outcome }: TraceListRow) =>
  status === "ok" && (outcome === null || outcome === "ok");
