import type { Span } from "@/lib/domain/span";
import { bigintArray, doubleArray, integerArray, textArray, timestampArray } from "./binary-array";
import { type Database, poolOf } from "./database";
import { type SpanRow, spanRow } from "./span-row";

/** How many of the spans were new, and how many were there already. */
export type WriteCount = { readonly stored: number; readonly duplicate: number };

/** Stores the spans of one project; see `insertSpanRows`. */
export async function insertSpans(
  db: Database,
  projectId: number,
  spans: readonly Span[],
): Promise<WriteCount> {
  const rows = spans.map((span) => spanRow(projectId, span));
  const stored = (await insertSpanRows(db, rows)).size;
  return { stored, duplicate: spans.length - stored };
}

/**
 * Stores spans and queues their traces for deriving, in one statement and so in one commit: when
 * this returns, they are durable. A span that is stored already is left as it is.
 *
 * @returns the rows that were new; of two rows for one span, the first in key order
 */
export async function insertSpanRows(
  db: Database,
  rows: readonly SpanRow[],
): Promise<ReadonlySet<SpanRow>> {
  if (rows.length === 0) return new Set();
  // Writers that lock rows in one order cannot wait for each other in a circle.
  const ordered = [...rows].sort(inKeyOrder);
  const { rows: stored } = await poolOf(db).query<{ place: number }>({
    name: "insert_spans",
    text: INSERT,
    values: columnsOf(ordered),
  });
  return new Set(stored.flatMap(({ place }) => ordered[place - 1] ?? []));
}

const INSERT = `
  with sent as (
    select *
    from unnest(
      $1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::timestamptz[], $9::double precision[], $10::text[], $11::text[], $12::text[], $13::text[],
      $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::double precision[],
      $19::text[], $20::text[], $21::text[]
    ) with ordinality as sent (
      project_id, trace_id, span_id, parent_id, name, kind, status, started_at, duration_ms, scope,
      model_requested, model_served, provider, input_tokens, cached_input_tokens, output_tokens,
      reasoning_tokens, cost_usd, tool_name, marks, body, place
    )
  ), stored as (
    insert into span (
      project_id, trace_id, span_id, parent_id, name, kind, status, started_at, duration_ms, scope,
      model_requested, model_served, provider, input_tokens, cached_input_tokens, output_tokens,
      reasoning_tokens, cost_usd, tool_name, marks, body
    )
    select
      project_id, trace_id, span_id, parent_id, name, kind, status, started_at, duration_ms, scope,
      model_requested, model_served, provider, input_tokens, cached_input_tokens, output_tokens,
      reasoning_tokens, cost_usd, tool_name, marks, body
    from sent
    on conflict do nothing
    returning project_id, trace_id, span_id
  ), queued as (
    insert into derive_queue (project_id, trace_id, span_ids)
    select project_id, trace_id, array_agg(span_id) from stored group by project_id, trace_id
  )
  select min(sent.place)::integer as place
  from stored join sent using (project_id, trace_id, span_id)
  group by project_id, trace_id, span_id`;

function columnsOf(rows: readonly SpanRow[]): Buffer[] {
  return [
    integerArray(rows.map((row) => row.projectId)),
    textArray(rows.map((row) => row.traceId)),
    textArray(rows.map((row) => row.spanId)),
    textArray(rows.map((row) => row.parentId)),
    textArray(rows.map((row) => row.name)),
    textArray(rows.map((row) => row.kind)),
    textArray(rows.map((row) => row.status)),
    timestampArray(rows.map((row) => row.startUnixNano)),
    doubleArray(rows.map((row) => row.durationMs)),
    textArray(rows.map((row) => row.scope)),
    textArray(rows.map((row) => row.modelRequested)),
    textArray(rows.map((row) => row.modelServed)),
    textArray(rows.map((row) => row.provider)),
    bigintArray(rows.map((row) => row.inputTokens)),
    bigintArray(rows.map((row) => row.cachedInputTokens)),
    bigintArray(rows.map((row) => row.outputTokens)),
    bigintArray(rows.map((row) => row.reasoningTokens)),
    doubleArray(rows.map((row) => row.costUsd)),
    textArray(rows.map((row) => row.toolName)),
    textArray(rows.map((row) => row.marks)),
    textArray(rows.map((row) => row.body)),
  ];
}

function inKeyOrder(a: SpanRow, b: SpanRow): number {
  return a.projectId - b.projectId || compare(a.traceId, b.traceId) || compare(a.spanId, b.spanId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
