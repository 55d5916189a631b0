import { durationMs, type Span } from "@/lib/domain/span";
import { marksOf } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import type { Database } from "./database";
import { encodeSpan } from "./span-body";

/** How many of the spans were new, and how many were there already. */
export type WriteCount = { readonly stored: number; readonly duplicate: number };

/**
 * Stores spans and queues their traces for deriving, in one statement and so in one commit: when
 * this returns, they are durable. A span that is stored already is left as it is.
 */
export async function insertSpans(
  db: Database,
  projectId: number,
  spans: readonly Span[],
): Promise<WriteCount> {
  if (spans.length === 0) return { stored: 0, duplicate: 0 };
  // Writers that lock rows in one order cannot wait for each other in a circle.
  const ordered = [...spans].sort(
    (a, b) => compare(a.traceId, b.traceId) || compare(a.spanId, b.spanId),
  );
  const column = (read: (span: Span) => string | number | null | undefined) =>
    ordered.map((span) => {
      const value = read(span);
      return value === null || value === undefined ? null : String(value);
    });
  const rows = await db.$queryRaw<{ stored: number }[]>`
    with stored as (
      insert into span (
        project_id, trace_id, span_id, parent_id, name, kind, status, started_at, duration_ms, scope,
        model_requested, model_served, provider, input_tokens, cached_input_tokens, output_tokens,
        reasoning_tokens, cost_usd, tool_name, marks, body
      )
      select ${projectId}, *
      from unnest(
        ${column((span) => span.traceId)}::text[],
        ${column((span) => span.spanId)}::text[],
        ${column((span) => span.parentId)}::text[],
        ${column((span) => columnText(span.name))}::text[],
        ${column((span) => span.kind)}::text[],
        ${column((span) => span.status.code)}::text[],
        ${column((span) => startOf(span))}::text[]::timestamptz[],
        ${column((span) => durationMs(span))}::text[]::double precision[],
        ${column((span) => columnText(span.scope.name ?? ""))}::text[],
        ${column((span) => columnText(span.model?.requested))}::text[],
        ${column((span) => columnText(span.model?.served))}::text[],
        ${column((span) => columnText(span.provider))}::text[],
        ${column((span) => span.usage?.inputTokens)}::text[]::bigint[],
        ${column((span) => span.usage?.cachedInputTokens)}::text[]::bigint[],
        ${column((span) => span.usage?.outputTokens)}::text[]::bigint[],
        ${column((span) => span.usage?.reasoningTokens)}::text[]::bigint[],
        ${column((span) => span.costUsd)}::text[]::double precision[],
        ${column((span) => columnText(span.tool?.name))}::text[],
        ${column((span) => marksText(span))}::text[],
        ${column(encodeSpan)}::text[]
      )
      on conflict do nothing
      returning trace_id, span_id
    ), queued as (
      insert into derive_queue (project_id, trace_id, span_ids)
      select ${projectId}, trace_id, array_agg(span_id) from stored group by trace_id
    )
    select count(*)::int as stored from stored`;
  const stored = rows[0]?.stored ?? 0;
  return { stored, duplicate: spans.length - stored };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function marksText(span: Span): string | null {
  const marks = marksOf(span);
  return marks === null ? null : JSON.stringify(marks);
}

/** The start to the microsecond, which is as fine as Postgres keeps time. */
function startOf(span: Span): string {
  const micros = span.startUnixNano.slice(0, -3).slice(-3).padStart(3, "0");
  return span.startedAt.toISOString().replace("Z", `${micros}Z`);
}
