import { z } from "zod";
import { SPAN_KINDS } from "@/lib/domain/span";
import type { SummarySpan, TraceMarks } from "@/lib/domain/trace-summary";
import type { Transaction } from "./database";
import { decodeSpan } from "./span-body";

/** A trace with spans that its row does not know yet. */
export type QueuedTrace = {
  readonly projectId: number;
  readonly traceId: string;
  /** The spans that are new. */
  readonly spanIds: readonly string[];
};

const queueRows = z.array(
  z.object({
    id: z.coerce.bigint(),
    project_id: z.int(),
    trace_id: z.string(),
    span_ids: z.array(z.string()),
  }),
);

/**
 * Takes up to `limit` entries off the queue, oldest first, one element a trace. They are gone when
 * the transaction commits and back when it does not; another worker meanwhile takes others.
 */
export async function takeQueuedTraces(tx: Transaction, limit: number): Promise<QueuedTrace[]> {
  const rows = queueRows.parse(
    await tx.$queryRaw`
    delete from derive_queue
    where id in (
      select id from derive_queue where not_before <= now() order by id limit ${limit} for update skip locked
    )
    returning id, project_id, trace_id, span_ids`,
  );
  const traces = new Map<string, { projectId: number; traceId: string; spanIds: string[] }>();
  for (const { project_id: projectId, trace_id: traceId, span_ids } of rows) {
    const key = `${projectId} ${traceId}`;
    const trace = traces.get(key) ?? { projectId, traceId, spanIds: [] };
    trace.spanIds.push(...span_ids);
    traces.set(key, trace);
  }
  // Workers that lock traces in one order cannot wait for each other in a circle.
  return [...traces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, trace]) => trace);
}

/** Puts off the oldest entry, which could not be derived: a second, then twice as long each time. */
export async function postponeOldestTrace(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    update derive_queue
    set attempts = attempts + 1, not_before = now() + interval '1 second' * power(2, least(attempts, 12))
    where id = (select id from derive_queue where not_before <= now() order by id limit 1 for update skip locked)`;
}

/** Waits until no other worker derives this trace, and keeps others out until the transaction ends. */
export async function lockTrace(tx: Transaction, trace: QueuedTrace): Promise<void> {
  const name = `${trace.projectId} ${trace.traceId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

const nullableCount = z.coerce.number().nullable();
const summaryRows = z.array(
  z.object({
    spanId: z.string(),
    parentId: z.string().nullable(),
    name: z.string(),
    kind: z.enum(SPAN_KINDS),
    status: z.string(),
    startedAt: z.date(),
    durationMs: z.number(),
    scope: z.string(),
    modelRequested: z.string().nullable(),
    modelServed: z.string().nullable(),
    provider: z.string().nullable(),
    inputTokens: z.preprocess(unsetIsNull, nullableCount),
    cachedInputTokens: z.preprocess(unsetIsNull, nullableCount),
    outputTokens: z.preprocess(unsetIsNull, nullableCount),
    reasoningTokens: z.preprocess(unsetIsNull, nullableCount),
    costUsd: z.number().nullable(),
    marks: z.string().nullable(),
    receivedAt: z.date(),
  }),
);

// z.coerce would make 0 of null.
function unsetIsNull(value: unknown): unknown {
  return value === null ? null : Number(value);
}

/** Every span of one trace, as its row needs them, and when the newest arrived. */
export async function loadSummarySpans(
  tx: Transaction,
  { projectId, traceId }: QueuedTrace,
): Promise<{ readonly spans: SummarySpan[]; readonly receivedAt: Date | null }> {
  const rows = summaryRows.parse(
    await tx.span.findMany({
      where: { projectId, traceId },
      omit: { body: true, seq: true, projectId: true, traceId: true, toolName: true },
    }),
  );
  const received = rows.map((row) => row.receivedAt.getTime());
  return {
    spans: rows.map(({ marks, receivedAt: _, ...span }) => ({
      ...span,
      // Our own JSON, written by the span writer.
      marks: marks === null ? null : (JSON.parse(marks) as TraceMarks),
    })),
    receivedAt: received.length === 0 ? null : new Date(received.reduce((a, b) => Math.max(a, b))),
  };
}

/** Whole spans of a trace, in no particular order. */
export async function loadWholeSpans(
  tx: Transaction,
  { projectId, traceId }: QueuedTrace,
  spanIds: readonly string[],
) {
  const rows = await tx.span.findMany({
    where: { projectId, traceId, spanId: { in: [...new Set(spanIds)] } },
    select: { body: true },
  });
  return rows.map((row) => decodeSpan(row.body));
}

/** One row of the word index: a span, or a part of one. */
export type SpanWords = {
  readonly spanId: string;
  readonly part: number;
  readonly words: readonly string[];
};

/** Adds to the word index; what is there already stays. */
export async function insertSpanWords(
  tx: Transaction,
  { projectId, traceId }: QueuedTrace,
  rows: readonly SpanWords[],
): Promise<void> {
  for (const { spanId, part, words } of rows) {
    await tx.$executeRaw`
      insert into span_text (project_id, trace_id, span_id, part, words)
      values (${projectId}, ${traceId}, ${spanId}, ${part}, array_to_tsvector(${[...words]}::text[]))
      on conflict do nothing`;
  }
}
