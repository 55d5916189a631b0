import { mergeReasons, type ReasonCount } from "@/lib/domain/ingest-reasons";
import type { IngestEntry } from "@/lib/domain/ingest-receipt";
import { jsonText } from "./ingest-ledger-reasons";
import type { Queryable } from "./transaction";

/** What is counted, per key and hour and in sums over them. */
export type IngestCounts = {
  readonly requests: number;
  /** Requests of which nothing was taken; their spans are in no other number. */
  readonly refused: number;
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly late: number;
  readonly bytes: number;
  readonly wireBytes: number;
  readonly storedBytes: number;
};

const MS_PER_HOUR = 3_600_000;

/** Start of the hour that holds a moment, in UTC. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MS_PER_HOUR) * MS_PER_HOUR);
}

/**
 * Adds what became of requests to the ledger, one row a key and hour of this call. Rows are only
 * added, so writers never wait for each other here.
 */
export async function insertIngestEntries(
  client: Queryable,
  entries: readonly IngestEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = [...groupByKeyAndHour(entries).values()].map(ledgerRow);
  const column = (value: (row: LedgerRow) => unknown) => rows.map(value);
  await client.query({
    name: "insert_ingest_entries",
    text: INSERT,
    values: [
      column((row) => row.projectId),
      column((row) => row.keyId),
      column((row) => row.hour.toISOString()),
      column((row) => row.counts.requests),
      column((row) => row.counts.refused),
      column((row) => row.counts.received),
      column((row) => row.counts.stored),
      column((row) => row.counts.duplicate),
      column((row) => row.counts.rejected),
      column((row) => row.counts.late),
      column((row) => row.counts.bytes),
      column((row) => row.counts.wireBytes),
      column((row) => row.counts.storedBytes),
      column((row) => jsonText(row.reasons)),
    ],
  });
}

const INSERT = `
  insert into ingest_entry (
    project_id, key_id, hour, requests, refused, received, stored, duplicate, rejected, late,
    bytes, wire_bytes, stored_bytes, reasons
  )
  select * from unnest(
    $1::integer[], $2::integer[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::bigint[],
    $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[],
    $13::bigint[], $14::jsonb[]
  )`;

type LedgerRow = {
  readonly projectId: number;
  readonly keyId: number;
  readonly hour: Date;
  readonly counts: IngestCounts;
  readonly reasons: readonly ReasonCount[];
};

function groupByKeyAndHour(entries: readonly IngestEntry[]): Map<string, IngestEntry[]> {
  const groups = new Map<string, IngestEntry[]>();
  for (const entry of entries) {
    const name = `${entry.projectId} ${entry.keyId} ${hourOf(entry.receivedAt).getTime()}`;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}

function ledgerRow(entries: readonly IngestEntry[]): LedgerRow {
  const [first] = entries;
  if (!first) throw new RangeError("a group of entries is never empty");
  const sum = (value: (entry: IngestEntry) => number) =>
    entries.reduce((total, entry) => total + value(entry), 0);
  const counts = {
    requests: entries.length,
    refused: entries.filter(isRefusedWhole).length,
    received: sum((entry) => entry.received),
    stored: sum((entry) => entry.stored),
    duplicate: sum((entry) => entry.duplicate),
    rejected: sum(rejectedSpans),
    late: sum((entry) => entry.late),
    bytes: sum((entry) => entry.bytes),
    wireBytes: sum((entry) => entry.wireBytes),
    storedBytes: sum((entry) => entry.storedBytes),
  };
  const reasons = entries.flatMap(({ rejected }) =>
    rejected.map((rejection) => ({ ...rejection, requests: 1 })),
  );
  const { projectId, keyId, receivedAt } = first;
  return { projectId, keyId, hour: hourOf(receivedAt), counts, reasons: mergeReasons(reasons) };
}

function rejectedSpans({ rejected }: IngestEntry): number {
  return rejected.reduce((total, { spans }) => total + spans, 0);
}

function isRefusedWhole(entry: IngestEntry): boolean {
  return entry.received === 0 && entry.rejected.length > 0;
}
