import { z } from "zod";
import { SPAN_KINDS, type Span } from "@/lib/domain/span";
import type { SummarySpan, TraceMarks } from "@/lib/domain/trace-summary";
import type { Transaction } from "./database";
import { keyOfTrace, type QueuedTrace } from "./derive-queue";
import { decodeSpan } from "./span-body";

const count = z.bigint().transform(Number).nullable();
const summaryRow = z
  .object({
    project_id: z.int(),
    trace_id: z.string(),
    span_id: z.string(),
    parent_id: z.string().nullable(),
    name: z.string(),
    kind: z.enum(SPAN_KINDS),
    status: z.string(),
    started_at: z.date(),
    duration_ms: z.number(),
    scope: z.string(),
    model_requested: z.string().nullable(),
    model_served: z.string().nullable(),
    provider: z.string().nullable(),
    input_tokens: count,
    cached_input_tokens: count,
    output_tokens: count,
    reasoning_tokens: count,
    cost_usd: z.number().nullable(),
    marks: z.string().nullable(),
    received_at: z.date(),
  })
  .transform((row) => ({
    key: keyOfTrace({ projectId: row.project_id, traceId: row.trace_id }),
    receivedAt: row.received_at,
    span: {
      spanId: row.span_id,
      parentId: row.parent_id,
      name: row.name,
      kind: row.kind,
      status: row.status,
      startedAt: row.started_at,
      durationMs: row.duration_ms,
      scope: row.scope,
      modelRequested: row.model_requested,
      modelServed: row.model_served,
      provider: row.provider,
      inputTokens: row.input_tokens,
      cachedInputTokens: row.cached_input_tokens,
      outputTokens: row.output_tokens,
      reasoningTokens: row.reasoning_tokens,
      costUsd: row.cost_usd,
      // Our own JSON, written by the span writer.
      marks: row.marks === null ? null : (JSON.parse(row.marks) as TraceMarks),
    } satisfies SummarySpan,
  }));

/** All spans of a trace, as its row needs them, and when the newest arrived. */
export type ReceivedTrace = { readonly spans: SummarySpan[]; readonly receivedAt: Date };

/** By `keyOfTrace`. A trace that was deleted meanwhile is not in it. */
export async function loadSummarySpans(
  tx: Transaction,
  traces: readonly QueuedTrace[],
): Promise<ReadonlyMap<string, ReceivedTrace>> {
  const rows = z.array(summaryRow).parse(
    await tx.$queryRaw`
      select project_id, trace_id, span_id, parent_id, name, kind, status, started_at, duration_ms,
             scope, model_requested, model_served, provider, input_tokens, cached_input_tokens,
             output_tokens, reasoning_tokens, cost_usd, marks, received_at
      from span
      join unnest(
        ${traces.map((trace) => trace.projectId)}::integer[],
        ${traces.map((trace) => trace.traceId)}::text[]
      ) as wanted (project_id, trace_id) using (project_id, trace_id)`,
  );
  const received = new Map<string, ReceivedTrace>();
  for (const { key, span, receivedAt } of rows) {
    const trace = received.get(key);
    trace?.spans.push(span);
    const isNewest = trace === undefined || receivedAt > trace.receivedAt;
    if (isNewest) received.set(key, { spans: trace?.spans ?? [span], receivedAt });
  }
  return received;
}

/** Names one span among all projects. */
export type SpanAddress = {
  readonly projectId: number;
  readonly traceId: string;
  readonly spanId: string;
};

/** Whole spans, in no particular order, each with the project it belongs to. */
export async function loadWholeSpans(
  tx: Transaction,
  wanted: readonly SpanAddress[],
): Promise<{ readonly projectId: number; readonly span: Span }[]> {
  const rows = z.array(z.object({ project_id: z.int(), body: z.string() })).parse(
    await tx.$queryRaw`
      select project_id, body
      from span
      join (
        select distinct * from unnest(
          ${wanted.map((span) => span.projectId)}::integer[],
          ${wanted.map((span) => span.traceId)}::text[],
          ${wanted.map((span) => span.spanId)}::text[]
        ) as wanted (project_id, trace_id, span_id)
      ) as wanted using (project_id, trace_id, span_id)`,
  );
  return rows.map((row) => ({ projectId: row.project_id, span: decodeSpan(row.body) }));
}

/** One row of the word index: a span, or a part of one. */
export type SpanWords = SpanAddress & { readonly part: number; readonly words: readonly string[] };

/** Adds to the word index; what is there already stays. */
export async function insertSpanWords(tx: Transaction, rows: readonly SpanWords[]): Promise<void> {
  if (rows.length === 0) return;
  // Postgres has no arrays of arrays of different lengths, and no word holds a line break.
  await tx.$executeRaw`
    insert into span_text (project_id, trace_id, span_id, part, words)
    select project_id, trace_id, span_id, part, array_to_tsvector(string_to_array(words, E'\n'))
    from unnest(
      ${rows.map((row) => row.projectId)}::integer[],
      ${rows.map((row) => row.traceId)}::text[],
      ${rows.map((row) => row.spanId)}::text[],
      ${rows.map((row) => row.part)}::smallint[],
      ${rows.map((row) => row.words.join("\n"))}::text[]
    ) as row (project_id, trace_id, span_id, part, words)
    on conflict do nothing`;
}
