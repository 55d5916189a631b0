import { z } from "zod";
import { SPAN_KINDS, type Span } from "@/lib/domain/span";
import type { OutlineSpan } from "@/lib/domain/trace-outline";
import type { Database } from "./database";
import type { Trace } from "./generated/client";
import { decodeSpan } from "./span-body";

type TokenColumn =
  | "inputTokens"
  | "cachedInputTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "totalTokens";

/** A trace's row; null wherever none of its spans says. */
export type StoredTrace = Omit<Trace, "projectId" | TokenColumn> & {
  readonly [Column in TokenColumn]: number | null;
};

/** The row of one trace; absent until about a second after its first span was stored. */
export async function findTrace(
  db: Database,
  projectId: number,
  traceId: string,
): Promise<StoredTrace | undefined> {
  const found = await db.trace.findUnique({
    where: { projectId_traceId: { projectId, traceId } },
    omit: { projectId: true },
  });
  if (!found) return undefined;
  return {
    ...found,
    inputTokens: count(found.inputTokens),
    cachedInputTokens: count(found.cachedInputTokens),
    outputTokens: count(found.outputTokens),
    reasoningTokens: count(found.reasoningTokens),
    totalTokens: count(found.totalTokens),
  };
}

const count = (value: bigint | null) => (value === null ? null : Number(value));

const outlineRow = z.object({
  spanId: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(SPAN_KINDS),
  status: z.enum(["ok", "error"]),
  startMs: z.number(),
  durationMs: z.number(),
  modelRequested: z.string().nullable(),
  modelServed: z.string().nullable(),
  tokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  toolName: z.string().nullable(),
});

/**
 * Every span of a trace without its content, by start and then by arrival.
 *
 * Offsets count from the first start after 1970, because a span that was sent without a time
 * would otherwise stretch the trace over decades.
 */
export async function loadSpanOutline(
  db: Database,
  projectId: number,
  traceId: string,
): Promise<OutlineSpan[]> {
  const rows = await db.$queryRaw`
    select span_id "spanId", parent_id "parentId", name, kind, status,
           (extract(epoch from started_at
             - coalesce(min(started_at) filter (where started_at >= '1971-01-01') over (),
                        min(started_at) over ())) * 1000)::float8 "startMs",
           duration_ms "durationMs", model_requested "modelRequested", model_served "modelServed",
           case when num_nonnulls(input_tokens, output_tokens) > 0
             then (coalesce(input_tokens, 0) + coalesce(output_tokens, 0))::float8 end tokens,
           cost_usd "costUsd", tool_name "toolName"
      from span
     where project_id = ${projectId} and trace_id = ${traceId}
     order by started_at, seq`;
  return z.array(outlineRow).parse(rows);
}

/** One whole span. */
export async function findSpan(
  db: Database,
  projectId: number,
  traceId: string,
  spanId: string,
): Promise<Span | undefined> {
  const found = await db.span.findUnique({
    where: { projectId_traceId_spanId: { projectId, traceId, spanId } },
    select: { body: true },
  });
  return found ? decodeSpan(found.body) : undefined;
}

/** All whole spans of a trace, by start and then by arrival. */
export async function loadSpans(db: Database, projectId: number, traceId: string): Promise<Span[]> {
  const spans: Span[] = [];
  for await (const span of streamSpans(db, projectId, traceId)) spans.push(span);
  return spans;
}

const CHUNK = 200;

/** Like `loadSpans`, but holding only a few hundred spans at a time. */
export async function* streamSpans(
  db: Database,
  projectId: number,
  traceId: string,
): AsyncGenerator<Span> {
  const order = await db.span.findMany({
    where: { projectId, traceId },
    orderBy: [{ startedAt: "asc" }, { seq: "asc" }],
    select: { spanId: true },
  });
  const ids = order.map(({ spanId }) => spanId);
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const rows = await db.span.findMany({
      where: { projectId, traceId, spanId: { in: chunk } },
      select: { spanId: true, body: true },
    });
    const bodies = new Map(rows.map(({ spanId, body }) => [spanId, body]));
    // A span may go between the two reads when retention removes the trace.
    for (const body of chunk.flatMap((id) => bodies.get(id) ?? [])) yield decodeSpan(body);
  }
}

/** The traces next to one in time; null at either end. */
export type Neighbours = { readonly earlier: string | null; readonly later: string | null };

export async function findNeighbours(
  db: Database,
  projectId: number,
  trace: Pick<StoredTrace, "traceId" | "startedAt">,
): Promise<Neighbours> {
  const { traceId, startedAt } = trace;
  const beside = (side: "lt" | "gt") =>
    db.trace.findFirst({
      where: {
        projectId,
        OR: [{ startedAt: { [side]: startedAt } }, { startedAt, traceId: { [side]: traceId } }],
      },
      orderBy: [
        { startedAt: side === "lt" ? "desc" : "asc" },
        { traceId: side === "lt" ? "desc" : "asc" },
      ],
      select: { traceId: true },
    });
  const [earlier, later] = await Promise.all([beside("lt"), beside("gt")]);
  return { earlier: earlier?.traceId ?? null, later: later?.traceId ?? null };
}
