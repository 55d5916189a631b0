import type pg from "pg";
import type { Span } from "@/lib/domain/span";
import {
  bigintArray,
  dateArray,
  doubleArray,
  integerArray,
  storedTextArray,
  textArray,
  timestampArray,
} from "./binary-array";
import { insertContent, newContent, rememberContent } from "./content";
import { type Database, poolOf } from "./database";
import { queueTraces } from "./derive-queue";
import { dayOf } from "./span-day";
import { withPartitions } from "./span-partitions";
import { type SpanRow, spanRow } from "./span-row";
import { inTwoParts } from "./transaction";

/** How many of the spans were new, and how many were there already. */
export type WriteCount = { readonly stored: number; readonly duplicate: number };

/** What a write did. */
export type SpanWrite = {
  /** The rows that were new; of two rows for one span, the first in key order. */
  readonly stored: ReadonlySet<SpanRow>;
  /** Length of each content that was written, by hash; content already there is not in it. */
  readonly contentLengths: ReadonlyMap<string, number>;
};

/** Stores the spans of one project; see `insertSpanRows`. */
export async function insertSpans(
  db: Database,
  projectId: number,
  spans: readonly Span[],
  receivedAt: Date = new Date(),
): Promise<WriteCount> {
  const rows = spans.map((span) => spanRow(projectId, span, receivedAt));
  const { stored } = await insertSpanRows(db, rows);
  return { stored: stored.size, duplicate: spans.length - stored.size };
}

/**
 * Stores spans with the content they refer to and queues their traces for deriving, in one commit:
 * when this returns, they are durable. A span that is stored already is left as it is.
 *
 * @param record writes in the same transaction what is to be known of the write; it starts its
 *   statement before it returns
 */
export async function insertSpanRows(
  db: Database,
  rows: readonly SpanRow[],
  record: (client: pg.PoolClient, write: SpanWrite) => Promise<void> = async () => {},
): Promise<SpanWrite> {
  const pool = poolOf(db);
  const today = dayOf(new Date());
  const firstSeq = nextSeqs(rows.length);
  const seqs = new Map(rows.map((row, index) => [row, firstSeq + index]));
  // Writers that lock rows in one order cannot wait for each other in a circle.
  const ordered = [...rows].sort(inKeyOrder);
  const content = newContent(pool, ordered, today);
  const contentLengths = new Map(content.map(({ hash, data }) => [hash, data.length]));
  const days = ordered.map((row) => row.day);
  const write = await withPartitions(pool, days, () =>
    inTwoParts(
      pool,
      async (client) => {
        const [, stored] = await Promise.all([
          insertContent(client, content, today),
          insertRows(client, ordered, seqs),
        ]);
        return { stored, contentLengths };
      },
      (client, written) => [queueTraces(client, [...written.stored]), record(client, written)],
    ),
  );
  // Only now is it known to stay.
  rememberContent(pool, content, today);
  return write;
}

let lastSeq = 0;

/** The first of so many numbers, microseconds since 1970 made to rise: order of arrival, unique in one process. */
function nextSeqs(count: number): number {
  const first = Math.max(lastSeq + 1, Date.now() * 1_000);
  lastSeq = first + count - 1;
  return first;
}

async function insertRows(
  client: pg.PoolClient,
  rows: readonly SpanRow[],
  seqs: ReadonlyMap<SpanRow, number>,
): Promise<ReadonlySet<SpanRow>> {
  if (rows.length === 0) return new Set();
  const ownSeqs = rows.map((row) => seqs.get(row) ?? 0);
  const { rows: answer } = await client.query<{ stored: string[] | null }>({
    name: "insert_spans",
    text: INSERT,
    values: [
      integerArray(rows.map((row) => row.projectId)),
      textArray(rows.map((row) => row.traceId)),
      textArray(rows.map((row) => row.spanId)),
      dateArray(rows.map((row) => row.day)),
      bigintArray(ownSeqs),
      timestampArray(rows.map((row) => row.startUnixNano)),
      doubleArray(rows.map((row) => row.durationMs)),
      storedTextArray(rows.map((row) => row.facts)),
      storedTextArray(rows.map((row) => row.body)),
      timestampArray(rows.map((row) => `${row.receivedAt.getTime()}000000`)),
      rows.length,
    ],
  });
  const stored = answer[0]?.stored;
  if (!stored) return new Set(rows);
  const storedSeqs = new Set(stored.map(Number));
  return new Set(rows.filter((_, index) => storedSeqs.has(ownSeqs[index] ?? 0)));
}

/** Says which spans were new, unless all were, as they mostly are: a row a span takes long to read. */
const INSERT = `
  with stored as (
    insert into span (
      project_id, trace_id, span_id, day, seq, started_at, duration_ms, facts, body, received_at
    )
    select * from unnest(
      $1::integer[], $2::text[], $3::text[], $4::date[], $5::bigint[], $6::timestamptz[],
      $7::double precision[], $8::text[], $9::text[], $10::timestamptz[]
    )
    on conflict do nothing
    returning seq
  )
  select case when count(*) < $11 then coalesce(array_agg(seq), '{}') end stored from stored`;

function inKeyOrder(a: SpanRow, b: SpanRow): number {
  return a.projectId - b.projectId || compare(a.traceId, b.traceId) || compare(a.spanId, b.spanId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
