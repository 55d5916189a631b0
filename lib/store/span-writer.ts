import type pg from "pg";
import type { Span } from "@/lib/domain/span";
import {
  bigintArray,
  dateArray,
  doubleArray,
  integerArray,
  textArray,
  timestampArray,
} from "./binary-array";
import { insertContent, newContent, rememberContent } from "./content";
import { type Database, poolOf } from "./database";
import { queueTraces } from "./derive-queue";
import { dayOf } from "./span-day";
import { withPartitions } from "./span-partitions";
import { type SpanRow, spanRow } from "./span-row";
import { inTransaction } from "./transaction";

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
 * @param record writes in the same transaction what is to be known of the write
 */
export async function insertSpanRows(
  db: Database,
  rows: readonly SpanRow[],
  record: (client: pg.PoolClient, write: SpanWrite) => Promise<void> = async () => {},
): Promise<SpanWrite> {
  const pool = poolOf(db);
  const today = dayOf(new Date());
  const seqs = new Map(rows.map((row) => [row, nextSeq()]));
  // Writers that lock rows in one order cannot wait for each other in a circle.
  const ordered = [...rows].sort(inKeyOrder);
  const content = newContent(pool, ordered, today);
  const contentLengths = new Map(content.map(({ hash, data }) => [hash, data.length]));
  const days = ordered.map((row) => row.day);
  const write = await withPartitions(pool, days, () =>
    inTransaction(pool, async (client) => {
      await insertContent(client, content, today);
      const stored = await insertRows(client, ordered, seqs);
      await queueTraces(client, [...stored]);
      await record(client, { stored, contentLengths });
      return { stored, contentLengths };
    }),
  );
  // Only now is it known to stay.
  rememberContent(pool, content, today);
  return write;
}

let lastSeq = 0;

/** Microseconds since 1970, made to rise: order of arrival, unique in one process. */
function nextSeq(): number {
  lastSeq = Math.max(lastSeq + 1, Date.now() * 1_000);
  return lastSeq;
}

async function insertRows(
  client: pg.PoolClient,
  rows: readonly SpanRow[],
  seqs: ReadonlyMap<SpanRow, number>,
): Promise<ReadonlySet<SpanRow>> {
  if (rows.length === 0) return new Set();
  const bySeq = new Map(rows.map((row) => [seqs.get(row) ?? nextSeq(), row]));
  const { rows: stored } = await client.query<{ seq: string }>({
    name: "insert_spans",
    text: INSERT,
    values: [
      integerArray(rows.map((row) => row.projectId)),
      textArray(rows.map((row) => row.traceId)),
      textArray(rows.map((row) => row.spanId)),
      dateArray(rows.map((row) => row.day)),
      bigintArray([...bySeq.keys()]),
      timestampArray(rows.map((row) => row.startUnixNano)),
      doubleArray(rows.map((row) => row.durationMs)),
      textArray(rows.map((row) => row.facts)),
      textArray(rows.map((row) => row.body)),
      timestampArray(rows.map((row) => `${row.receivedAt.getTime()}000000`)),
    ],
  });
  return new Set(stored.flatMap(({ seq }) => bySeq.get(Number(seq)) ?? []));
}

const INSERT = `
  insert into span (
    project_id, trace_id, span_id, day, seq, started_at, duration_ms, facts, body, received_at
  )
  select * from unnest(
    $1::integer[], $2::text[], $3::text[], $4::date[], $5::bigint[], $6::timestamptz[],
    $7::double precision[], $8::text[], $9::text[], $10::timestamptz[]
  )
  on conflict do nothing
  returning seq`;

function inKeyOrder(a: SpanRow, b: SpanRow): number {
  return a.projectId - b.projectId || compare(a.traceId, b.traceId) || compare(a.spanId, b.spanId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
