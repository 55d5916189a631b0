import { deriveDecisions } from "@/lib/domain/branches/derive-decisions";
import { inputPreview, outputPreview, questionText } from "@/lib/domain/preview";
import { deriveTier } from "@/lib/domain/tiers/derive-tier";
import { buildTraceSummary, type TraceSummary } from "@/lib/domain/trace-summary";
import { insertPaths } from "@/lib/store/branch-paths";
import type { Database } from "@/lib/store/database";
import { lockTraces, type QueuedTrace, widestRange } from "@/lib/store/derive-queue";
import { loadSummarySpans, loadWordings, type ProjectTraces } from "@/lib/store/derive-spans";
import { markDirty } from "@/lib/store/rollup-queue";
import { type NewScore, saveScores } from "@/lib/store/scores";
import type { SpanWording } from "@/lib/store/span-body";
import { type DerivedTrace, deleteTraces, insertTraces } from "@/lib/store/trace-writer";
import type { Queryable } from "@/lib/store/transaction";
import { queueWords } from "@/lib/store/word-queue";
import { readDecisions } from "./branch-reader";
import { daysOf } from "./days-of";
import { readTiers } from "./tier-reader";

/** Replaces the rows of traces by ones computed from all of their spans, in the caller's transaction. */
export async function deriveTraces(
  db: Database,
  client: Queryable,
  traces: readonly QueuedTrace[],
  derivedAt: Date,
): Promise<void> {
  await lockTraces(client, traces);
  for (const projectId of new Set(traces.map((trace) => trace.projectId))) {
    const own = traces.filter((trace) => trace.projectId === projectId);
    const { rows, scores } = await buildTraces(db, client, own, projectId, derivedAt);
    await insertTraces(client, rows);
    await insertPaths(
      client,
      projectId,
      rows.map(({ decisions }) => decisions.path),
    );
    if (scores.length > 0) {
      await saveScores(client, projectId, scores, { origin: "telemetry", postedAt: derivedAt });
    }
  }
  await queueWords(client, traces);
}

async function buildTraces(
  db: Database,
  client: Queryable,
  queued: readonly QueuedTrace[],
  projectId: number,
  derivedAt: Date,
): Promise<{ readonly rows: readonly DerivedTrace[]; readonly scores: readonly NewScore[] }> {
  const traceIds = queued.map((trace) => trace.traceId);
  const before = await deleteTraces(client, projectId, traceIds);
  const traces = queued.map((trace) => ({
    ...trace,
    ...widestRange(before.get(trace.traceId), trace),
  }));
  const days = daysOf(traces);
  const received = await loadSummarySpans(client, projectId, traceIds, days);
  const summarised = traces.flatMap((trace) => {
    const own = received.get(trace.traceId);
    if (!own) return [];
    return [{ ...trace, ...own, summary: buildTraceSummary(own.spans), derivedAt }];
  });
  const wanted = { projectId, traceIds, ...days };
  const tiers = await readTiers(db, client, wanted, summarised);
  const decisions = await readDecisions(db, client, wanted, summarised);
  const telling = await loadTellingSpans(db, client, wanted, summarised);
  const startsBefore = [...before.values()].map((trace) => trace.startedAt);
  const startsNow = summarised.map((trace) => trace.summary.startedAt);
  await markDirty(client, projectId, [...startsBefore, ...startsNow]);
  const rows = summarised.map(({ spans: _, scores: __, ...trace }, index) => ({
    ...trace,
    tier: tiers[index] ?? NO_TIER,
    decisions: decisions[index] ?? NO_DECISIONS,
    ...extrasOf(trace, telling),
  }));
  return { rows, scores: summarised.flatMap(({ scores }) => scores) };
}

const NO_TIER = deriveTier([], {}, null);
const NO_DECISIONS = deriveDecisions([]);

type SummarisedTrace = Pick<DerivedTrace, "traceId" | "summary">;
type TellingSpans = ReadonlyMap<string, SpanWording>;

const addressOf = (traceId: string, spanId: string | null) => `${traceId} ${spanId}`;

/** The spans that tell what came in and what went out. */
async function loadTellingSpans(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces,
  traces: readonly SummarisedTrace[],
): Promise<TellingSpans> {
  const spanIds = traces.flatMap(({ summary }) =>
    [summary.rootSpanId, summary.firstLlmSpanId, summary.lastLlmSpanId].flatMap((id) => id ?? []),
  );
  const spans = await loadWordings(db, client, { ...wanted, spanIds: [...new Set(spanIds)] });
  return new Map(spans.map((span) => [addressOf(span.traceId, span.spanId), span]));
}

/** What came in and went out, by the root where it says so, else by its first and last model call. */
function extrasOf({ traceId, summary }: SummarisedTrace, telling: TellingSpans) {
  const find = (pick: (summary: TraceSummary) => string | null) =>
    telling.get(addressOf(traceId, pick(summary)));
  const root = find(({ rootSpanId }) => rootSpanId);
  const first = find(({ firstLlmSpanId }) => firstLlmSpanId);
  const last = find(({ lastLlmSpanId }) => lastLlmSpanId);
  return {
    errorMessage: root?.status.code === "error" ? root.status.message : null,
    question: questionText(root?.input ?? null) ?? questionText(first?.input ?? null),
    inputPreview: inputPreview(root?.input ?? null) ?? inputPreview(first?.input ?? null),
    outputPreview: outputPreview(root?.output ?? null) ?? outputPreview(last?.output ?? null),
  };
}
