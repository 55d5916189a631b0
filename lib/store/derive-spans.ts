import type { Span } from "@/lib/domain/span";
import type { SummarySpan } from "@/lib/domain/trace-summary";
import { fillBodies } from "./content";
import type { Database } from "./database";
import type { DayRange } from "./derive-queue";
import type { NewScore } from "./scores";
import { decodeSpan } from "./span-body";
import { MISDATED_DAY } from "./span-day";
import { decodeFacts, type FactsScore, type SpanFactsText } from "./span-facts";
import type { Queryable } from "./transaction";

/** All spans of a trace, as its row needs them, and when the newest arrived. */
export type ReceivedTrace = {
  readonly spans: SummarySpan[];
  readonly receivedAt: Date;
  /** What its spans say of themselves or of others. */
  readonly scores: NewScore[];
};

type SpanColumns = {
  readonly traceId: string;
  readonly spanId: string;
  readonly startedMs: string;
  readonly durationMs: number;
  readonly receivedMs: string;
  readonly facts: string;
};

/**
 * The spans of traces of one project, by trace id. Of a span that came twice with different times
 * the first counts. A trace that was deleted meanwhile is not in it.
 */
export async function loadSummarySpans(
  client: Queryable,
  projectId: number,
  traceIds: readonly string[],
  { firstDay, lastDay }: DayRange,
): Promise<ReadonlyMap<string, ReceivedTrace>> {
  const { rows } = await client.query<SpanColumns>({
    name: "load_summary_spans",
    text: `
      select trace_id "traceId", span_id "spanId", duration_ms "durationMs", facts,
        (extract(epoch from started_at) * 1000)::bigint "startedMs",
        (extract(epoch from received_at) * 1000)::bigint "receivedMs"
      from span
      where project_id = $1 and trace_id = any($2::text[])
        and (day between $3::date and $4::date or day = $5::date)
      order by seq`,
    values: [projectId, traceIds, firstDay, lastDay, MISDATED_DAY],
  });
  const received = new Map<string, ReceivedTrace & { receivedAt: Date }>();
  const seen = new Set<string>();
  for (const row of rows) {
    const address = `${row.traceId} ${row.spanId}`;
    if (seen.has(address)) continue;
    seen.add(address);
    const receivedAt = new Date(Number(row.receivedMs));
    const trace = received.get(row.traceId) ?? { spans: [], scores: [], receivedAt };
    const { scores = [], ...facts } = decodeFacts(row.facts);
    trace.spans.push(summarySpan(row, facts));
    trace.scores.push(...scores.map((score, index) => saidScore(row, score, index)));
    if (receivedAt > trace.receivedAt) trace.receivedAt = receivedAt;
    received.set(row.traceId, trace);
  }
  return received;
}

/** What the sender did not say is null in a span's summary. */
const UNSAID = {
  status: "ok",
  parentId: null,
  modelRequested: null,
  modelServed: null,
  provider: null,
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costUsd: null,
  toolName: null,
  marks: null,
  envelope: null,
  failure: null,
  sampleWeight: null,
};

/** Named by who says it, so that deriving the sayer again says the same. */
function saidScore({ traceId, spanId }: SpanColumns, score: FactsScore, index: number): NewScore {
  return {
    ...score,
    id: `${traceId}/${spanId}/${index}`,
    author: null,
    at: new Date(score.at),
  };
}

function summarySpan(row: SpanColumns, facts: Omit<SpanFactsText, "scores">): SummarySpan {
  return {
    ...UNSAID,
    ...facts,
    spanId: row.spanId,
    startedAt: new Date(Number(row.startedMs)),
    durationMs: row.durationMs,
  };
}

/** Traces of one project and the days that hold their spans. */
export type ProjectTraces = DayRange & {
  readonly projectId: number;
  readonly traceIds: readonly string[];
};

/** Whole spans of one project, in no particular order; `spanIds` absent means all of the traces. */
export async function loadWholeSpans(
  db: Database,
  client: Queryable,
  wanted: ProjectTraces & { readonly spanIds?: readonly string[] },
): Promise<Span[]> {
  const { projectId, traceIds, spanIds = null, firstDay, lastDay } = wanted;
  const { rows } = await client.query<{ body: string }>({
    name: spanIds === null ? "load_bodies" : "load_bodies_of_spans",
    text: `
      select body from span
      where project_id = $1 and trace_id = any($2::text[])
        and (day between $3::date and $4::date or day = $5::date)
        ${spanIds === null ? "" : "and span_id = any($6::text[])"}`,
    values: [projectId, traceIds, firstDay, lastDay, MISDATED_DAY, ...(spanIds ? [spanIds] : [])],
  });
  const bodies = await fillBodies(
    db,
    projectId,
    rows.map((row) => row.body),
  );
  return bodies.map(decodeSpan);
}
