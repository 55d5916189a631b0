import { formatCount, UNKNOWN } from "@/components/format";
import { formatBytes } from "@/components/format-bytes";
import type { ReasonCount } from "@/lib/domain/ingest-reasons";
import type { IngestCounts } from "@/lib/store/ingest-ledger";
import type { IngestHourRow } from "@/lib/store/ingest-ledger-hours";

/** One key's hour as a row of the table. */
export type HourView = {
  readonly id: string;
  /** ISO 8601. */
  readonly hour: string;
  readonly key: string;
  readonly requests: string;
  readonly refused: string;
  readonly received: string;
  readonly stored: string;
  readonly duplicate: string;
  readonly rejected: string;
  readonly late: string;
  readonly bytes: string;
  readonly storedBytes: string;
  readonly ratio: string;
  readonly hasRejected: boolean;
  readonly hasRefused: boolean;
  /** All reasons of the hour, one a line; null when everything was kept. */
  readonly reasons: string | null;
};

/** Rows for the eye, in the same order. */
export function prepareHours(rows: readonly IngestHourRow[]): HourView[] {
  return rows.map((row) => ({
    id: `${row.hour.toISOString()} ${row.keyId}`,
    hour: row.hour.toISOString(),
    key: row.keyName ?? `key ${row.keyId}, gone`,
    requests: formatCount(row.requests),
    refused: formatCount(row.refused),
    received: formatCount(row.received),
    stored: formatCount(row.stored),
    duplicate: formatCount(row.duplicate),
    rejected: formatCount(row.rejected),
    late: formatCount(row.late),
    bytes: formatBytes(row.bytes),
    storedBytes: formatBytes(row.storedBytes),
    ratio: formatStoredRatio(row),
    hasRejected: row.rejected > 0,
    hasRefused: row.refused > 0,
    reasons: row.reasons.length === 0 ? null : row.reasons.map(formatReason).join("\n"),
  }));
}

/** Stored per received byte with two decimals, `0.24`. */
export function formatStoredRatio({ bytes, storedBytes }: IngestCounts): string {
  return bytes === 0 ? UNKNOWN : (storedBytes / bytes).toFixed(2);
}

function formatReason({ reason, spans, requests }: ReasonCount): string {
  return `${formatReasonCount({ spans, requests })}: ${reason}`;
}

/** `12 spans`, or `3 requests` where nobody knows how many spans were in them. */
export function formatReasonCount({
  spans,
  requests,
}: Pick<ReasonCount, "spans" | "requests">): string {
  if (spans > 0) return spans === 1 ? "1 span" : `${formatCount(spans)} spans`;
  return requests === 1 ? "1 request" : `${formatCount(requests)} requests`;
}
