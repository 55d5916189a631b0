import type { Span } from "@/lib/domain/span";
import type { SummarySpan } from "@/lib/domain/trace-summary";
import { textArray } from "./binary-array";
import { fillBodies } from "./content";
import type { Database } from "./database";
import type { DayRange } from "./derive-queue";
import type { NewScore } from "./scores";
import { decodeSpan, decodeWording, type SpanWording } from "./span-body";
import { MISDATED_DAY } from "./span-day";
import type { FactsScore, SpanFactsText } from "./span-facts";
import type { Queryable } from "./transaction";

/** All spans of a trace, as its row needs them, and when the newest arrived. */
export type ReceivedTrace = {
  readonly spans: SummarySpan[];
  readonly receivedAt: Date;
  /** What its spans say of themselves or of others. */
  readonly scores: NewScore[];
};

type TraceColumns = { readonly traceId: string; readonly spans: string };

/** One span in the text that the database puts together. */
type SpanTuple = [
  spanId: string,
  seq: number,
  startedMicros: number,
  durationMs: number,
  receivedMicros: number,
  facts: SpanFactsText,
];

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
  // One text a trace: taking a row a span apart costs several times what parsing all of them does.
  const { rows } = await client.query<TraceColumns>({
    name: "load_summary_spans",
    text: `
      select trace_id "traceId",
        '[' || string_agg(
          '[' || to_json(span_id) || ',' || seq || ',' || ${microsOf("started_at")} || ','
            || duration_ms || ',' || ${microsOf("received_at")} || ',' || facts || ']', ','
        ) || ']' spans
      from span
      where project_id = $1 and trace_id = any($2::text[])
        and (day between $3::date and $4::date or day = $5::date)
      group by trace_id`,
    values: [projectId, textArray(traceIds), firstDay, lastDay, MISDATED_DAY],
  });
  return new Map(rows.map((row) => [row.traceId, receivedTrace(row)]));
}

/** Microseconds since 1970. Rounded, because a float's seconds are not exact to the microsecond. */
function microsOf(column: string): string {
  return `round(date_part('epoch', ${column}) * 1e6)::bigint`;
}

function receivedTrace({ traceId, spans: text }: TraceColumns): ReceivedTrace {
  // The text is ours, so its shape is trusted.
  const tuples = JSON.parse(text) as SpanTuple[];
  const seen = new Set<string>();
  const spans: SummarySpan[] = [];
  const scores: NewScore[] = [];
  let receivedMicros = 0;
  for (const tuple of tuples.sort(bySeq)) {
    if (seen.has(tuple[0])) continue;
    seen.add(tuple[0]);
    spans.push(summarySpan(tuple));
    for (const [index, score] of tuple[5].scores?.entries() ?? []) {
      scores.push(saidScore(`${traceId}/${tuple[0]}/${index}`, score));
    }
    receivedMicros = Math.max(receivedMicros, tuple[4]);
  }
  return { spans, scores, receivedAt: dateOfMicros(receivedMicros) };
}

/** Named by who says it, so that deriving the sayer again says the same. */
function saidScore(id: string, score: FactsScore): NewScore {
  return { ...score, id, author: null, at: new Date(score.at) };
}

const bySeq = (a: SpanTuple, b: SpanTuple) => a[1] - b[1];

const dateOfMicros = (micros: number) => new Date(Math.round(micros / 1_000));

/** What the sender did not say is null. Field by field: spreading takes longer than all the rest. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one default a field, and nothing else.
function summarySpan([spanId, , startedMicros, durationMs, , facts]: SpanTuple): SummarySpan {
  return {
    spanId,
    parentId: facts.parentId ?? null,
    name: facts.name,
    kind: facts.kind,
    status: facts.status ?? "ok",
    startedAt: dateOfMicros(startedMicros),
    durationMs,
    scope: facts.scope,
    modelRequested: facts.modelRequested ?? null,
    modelServed: facts.modelServed ?? null,
    provider: facts.provider ?? null,
    inputTokens: facts.inputTokens ?? null,
    cachedInputTokens: facts.cachedInputTokens ?? null,
    outputTokens: facts.outputTokens ?? null,
    reasoningTokens: facts.reasoningTokens ?? null,
    costUsd: facts.costUsd ?? null,
    toolName: facts.toolName ?? null,
    marks: facts.marks ?? null,
    envelope: facts.envelope ?? null,
    failure: facts.failure ?? null,
    sampleWeight: facts.sampleWeight ?? null,
    decision: facts.decision ?? null,
    acts: facts.acts ?? null,
  };
}

/** Traces of one project and the days that hold their spans. */
export type ProjectTraces = DayRange & {
  readonly projectId: number;
  readonly traceIds: readonly string[];
};

type WantedSpans = ProjectTraces & { readonly spanIds?: readonly string[] };

/** Whole spans of one project, in no particular order; `spanIds` absent means all of the traces. */
export async function loadWholeSpans(
  db: Database,
  client: Queryable,
  wanted: WantedSpans,
): Promise<Span[]> {
  return (await loadBodies(db, client, wanted)).map(decodeSpan);
}

/** The same spans with what they say in words, and nothing else of them. */
export async function loadWordings(
  db: Database,
  client: Queryable,
  wanted: WantedSpans,
): Promise<SpanWording[]> {
  return (await loadBodies(db, client, wanted)).map(decodeWording);
}

async function loadBodies(db: Database, client: Queryable, wanted: WantedSpans): Promise<string[]> {
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
  return fillBodies(
    db,
    projectId,
    rows.map((row) => row.body),
  );
}
