import { formatCompact, formatCost, formatCount, formatDuration } from "@/components/format";
import { prepareScore } from "@/components/prepare-score";
import type { ScoreText } from "@/components/score-mark";
import { weightiestFirst } from "@/lib/domain/score";
import { shownLevel, type TierLevel } from "@/lib/domain/tier-level";
import type { StoredScore } from "@/lib/store/scores";
import type { TraceListRow } from "@/lib/store/trace-list-row";

/** A trace as a row of the list shows it. Null texts are drawn as nothing. */
export type TraceRowView = {
  readonly traceId: string;
  readonly href: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly name: string;
  readonly preview: string | null;
  readonly status: "ok" | "error";
  /** What failed, or how many spans below did. */
  readonly statusNote: string | null;
  readonly feature: string | null;
  readonly model: string | null;
  readonly isModelChanged: boolean;
  readonly modelNote: string | null;
  readonly tier: string | null;
  readonly tierLevel: TierLevel | null;
  readonly tierNote: string | null;
  readonly tokens: string;
  readonly tokensNote: string | null;
  readonly cost: string;
  readonly duration: string;
  /** Part of the page's longest, 0 to 1. */
  readonly durationShare: number;
  readonly spans: string;
  readonly session: string | null;
  readonly sessionHref: string | null;
  readonly user: string | null;
  readonly tags: readonly string[];
  readonly source: string;
  readonly environment: string | null;
  readonly release: string | null;
  /** What is said of it, by the names that columns ask for. */
  readonly scores: Readonly<Record<string, ScoreText>>;
  /** Arrived since live following was switched on. */
  readonly isNew: boolean;
};

/** What the rows are shown with. */
type RowQuestion = {
  readonly slug: string;
  readonly liveSince: Date | null;
  /** Of the columns that are shown. */
  readonly scoreNames: readonly string[];
};

/** Rows for the eye, in the same order. */
export function prepareRows(
  rows: readonly (TraceListRow & { readonly scores?: readonly StoredScore[] })[],
  { slug, liveSince, scoreNames }: RowQuestion,
): TraceRowView[] {
  const longestMs = Math.max(...rows.map((row) => row.durationMs), 0);
  return rows.map((row) => ({
    traceId: row.traceId,
    href: `/${slug}/traces/${encodeURIComponent(row.traceId)}`,
    startedAt: row.startedAt.toISOString(),
    name: row.name === "" ? "(no name)" : row.name,
    preview: row.inputPreview,
    status: row.status === "error" ? "error" : "ok",
    statusNote: statusNote(row),
    feature: row.feature,
    model: row.modelServed ?? row.modelRequested,
    isModelChanged: row.isModelChanged,
    modelNote: modelNote(row),
    tier: row.tier,
    tierLevel: row.tier === null ? null : shownLevel(row.tierLevel, row.tier),
    tierNote: tierNote(row),
    tokens: formatCompact(row.totalTokens),
    tokensNote: tokensNote(row),
    cost: formatCost(row.costUsd),
    duration: formatDuration(row.durationMs),
    durationShare: longestMs === 0 ? 0 : row.durationMs / longestMs,
    spans: formatCount(row.spanCount),
    session: row.sessionId,
    sessionHref:
      row.sessionId === null ? null : `/${slug}/sessions/${encodeURIComponent(row.sessionId)}`,
    user: row.userId,
    tags: row.tags,
    source: row.source,
    environment: row.environment,
    release: row.release,
    scores: scoreTexts(row.scores, scoreNames),
    isNew: liveSince !== null && row.receivedAt > liveSince,
  }));
}

/** Of several scores of one name the one that counts, and how many there are. */
function scoreTexts(
  scores: readonly StoredScore[] | undefined,
  names: readonly string[],
): Record<string, ScoreText> {
  const sorted = [...(scores ?? [])].sort(weightiestFirst);
  return Object.fromEntries(
    names.flatMap((name) => {
      const [first, ...others] = sorted.filter((score) => score.name === name);
      if (first === undefined) return [];
      const text = prepareScore(first);
      const more = others.length === 0 ? "" : `\nand ${others.length} more of this name`;
      return [[name, { ...text, note: `${text.note}${more}` }]];
    }),
  );
}

function statusNote(row: TraceListRow): string | null {
  if (row.status === "error") return row.errorMessage;
  if (row.errorCount === 0) return null;
  return `${row.errorCount} of ${row.spanCount} spans failed and the request still succeeded`;
}

function modelNote(row: TraceListRow): string | null {
  if (row.modelServed === null) return row.modelRequested && "asked for; no answer names its model";
  const others = row.models.filter((model) => model !== row.modelServed);
  const parts = [
    row.isModelChanged ? changeNote(row) : null,
    others.length > 0 ? `also used: ${others.join(", ")}` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join("; ");
}

function changeNote(row: TraceListRow): string {
  return row.modelRequested === null || row.modelRequested === row.modelServed
    ? "some call was answered by another model than it asked for"
    : `asked for ${row.modelRequested}, served by ${row.modelServed}`;
}

function tierNote(row: TraceListRow): string | null {
  const parts = [
    row.tierIntended === null ? null : `meant for ${row.tierIntended}`,
    row.tierReason === null ? null : `because of ${row.tierReason}`,
    row.tierRule === null ? null : `by rule ${row.tierRule}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

function tokensNote(row: TraceListRow): string | null {
  if (row.totalTokens === null) return null;
  const cached = row.cachedInputTokens ? ` (${formatCount(row.cachedInputTokens)} cached)` : "";
  return `${formatCount(row.inputTokens)} in${cached}, ${formatCount(row.outputTokens)} out`;
}
