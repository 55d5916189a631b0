import type { Span } from "@/lib/domain/span";
import type { OutlineSpan } from "@/lib/domain/trace-outline";
import { fillBodies } from "./content";
import { type Database, poolOf } from "./database";
import { decodeSpan } from "./span-body";
import { MISDATED_DAY } from "./span-day";
import { decodeFacts } from "./span-facts";

/*
 * A trace's row knows which days hold its spans. Until there is a row, and it is there about a second
 * after the first span, all days are looked through.
 */
const SPANS_OF_TRACE = `
  from span
  where project_id = $1 and trace_id = $2
    and (day = '${MISDATED_DAY}' or day between
      coalesce((select first_day from trace where project_id = $1 and trace_id = $2), '-infinity')
      and coalesce((select last_day from trace where project_id = $1 and trace_id = $2), 'infinity'))`;

type OutlineRow = {
  readonly spanId: string;
  readonly startedMs: number;
  readonly durationMs: number;
  readonly facts: string;
};

const EARLIEST_BELIEVABLE_MS = Date.UTC(1971, 0, 1);

/**
 * Every span of a trace without its content, by start and then by arrival; of a span that came
 * twice with different times, the first to arrive.
 *
 * Offsets count from the first start after 1970, because a span that was sent without a time
 * would otherwise stretch the trace over decades.
 */
export async function loadSpanOutline(
  db: Database,
  projectId: number,
  traceId: string,
): Promise<OutlineSpan[]> {
  const { rows } = await poolOf(db).query<OutlineRow>({
    name: "load_outline",
    text: `
      select span_id "spanId", (extract(epoch from started_at) * 1000)::float8 "startedMs",
        duration_ms "durationMs", facts
      ${SPANS_OF_TRACE}
      order by started_at, seq`,
    values: [projectId, traceId],
  });
  const spans = distinctSpans(rows);
  const believable = spans.find(({ startedMs }) => startedMs >= EARLIEST_BELIEVABLE_MS);
  const beginMs = believable?.startedMs ?? spans[0]?.startedMs ?? 0;
  return spans.map((row) => outlineSpan(row, beginMs));
}

function distinctSpans<Row extends { readonly spanId: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ spanId }) => !seen.has(spanId) && seen.add(spanId));
}

function outlineSpan(row: OutlineRow, beginMs: number): OutlineSpan {
  const facts = decodeFacts(row.facts);
  const { inputTokens, outputTokens } = facts;
  const isCounted = inputTokens !== undefined || outputTokens !== undefined;
  return {
    spanId: row.spanId,
    parentId: facts.parentId ?? null,
    name: facts.name,
    kind: facts.kind,
    status: facts.status ?? "ok",
    startMs: row.startedMs - beginMs,
    durationMs: row.durationMs,
    modelRequested: facts.modelRequested ?? null,
    modelServed: facts.modelServed ?? null,
    tokens: isCounted ? (inputTokens ?? 0) + (outputTokens ?? 0) : null,
    costUsd: facts.costUsd ?? null,
    toolName: facts.toolName ?? null,
  };
}

/** One whole span. */
export async function findSpan(
  db: Database,
  projectId: number,
  traceId: string,
  spanId: string,
): Promise<Span | undefined> {
  const { rows } = await poolOf(db).query<{ body: string }>({
    name: "find_span",
    text: `select body ${SPANS_OF_TRACE} and span_id = $3 order by seq limit 1`,
    values: [projectId, traceId, spanId],
  });
  const [body] = await fillBodies(
    db,
    projectId,
    rows.map((row) => row.body),
  );
  return body === undefined ? undefined : decodeSpan(body);
}

/** All whole spans of a trace, by start and then by arrival. */
export async function loadSpans(db: Database, projectId: number, traceId: string): Promise<Span[]> {
  const spans: Span[] = [];
  for await (const span of streamSpans(db, projectId, traceId)) spans.push(span);
  return spans;
}

/** Like `loadSpans`, but holding only a few hundred spans at a time. */
export async function* streamSpans(
  db: Database,
  projectId: number,
  traceId: string,
): AsyncGenerator<Span> {
  const contents = new Map<string, string>();
  for await (const rows of streamBodies(db, projectId, traceId)) {
    const bodies = rows.map((row) => row.body);
    for (const body of await fillBodies(db, projectId, bodies, contents)) yield decodeSpan(body);
    forgetWhenLarge(contents);
  }
}

const MAX_CONTENT_HELD = 32 * 1024 * 1024;

/** Later spans mostly refer to what earlier ones did, but all of it may be more than fits. */
function forgetWhenLarge(contents: Map<string, string>): void {
  let length = 0;
  for (const data of contents.values()) length += data.length;
  if (length > MAX_CONTENT_HELD) contents.clear();
}

const CHUNK = 200;

/** A span as it is stored, with references in its body. */
export type StoredBody = { readonly spanId: string; readonly body: string };

/** The stored bodies of a trace's spans, a few hundred at a time, by start and then by arrival. */
export async function* streamBodies(
  db: Database,
  projectId: number,
  traceId: string,
): AsyncGenerator<readonly StoredBody[]> {
  const { rows: order } = await poolOf(db).query<{ spanId: string; seq: string }>({
    name: "order_spans",
    text: `select span_id "spanId", seq ${SPANS_OF_TRACE} order by started_at, seq`,
    values: [projectId, traceId],
  });
  const wanted = distinctSpans(order);
  for (let start = 0; start < wanted.length; start += CHUNK) {
    const chunk = wanted.slice(start, start + CHUNK);
    const { rows } = await poolOf(db).query<StoredBody & { seq: string }>({
      name: "bodies_of_spans",
      text: `select span_id "spanId", seq, body ${SPANS_OF_TRACE} and span_id = any($3::text[])`,
      values: [projectId, traceId, chunk.map(({ spanId }) => spanId)],
    });
    const bySeq = new Map(rows.map((row) => [row.seq, row]));
    // A span may go between the two reads when retention removes the trace.
    yield chunk.flatMap(({ seq }) => bySeq.get(seq) ?? []);
  }
}
