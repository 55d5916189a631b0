import type { IngestHourRow } from "@/lib/store/ingest-ledger-hours";
import { csvCell } from "../../traces/export/export-text";

/** The columns of the exported ledger, in order, and what stands in each. */
const COLUMNS: Readonly<Record<string, (row: IngestHourRow) => string | number | null>> = {
  hour: (row) => row.hour.toISOString(),
  keyId: (row) => row.keyId,
  keyName: (row) => row.keyName,
  requests: (row) => row.requests,
  refused: (row) => row.refused,
  received: (row) => row.received,
  stored: (row) => row.stored,
  duplicate: (row) => row.duplicate,
  rejected: (row) => row.rejected,
  late: (row) => row.late,
  wireBytes: (row) => row.wireBytes,
  bytes: (row) => row.bytes,
  storedBytes: (row) => row.storedBytes,
  reasons: (row) => row.reasons.map(({ reason }) => reason).join("\n"),
};

/** The first line of the CSV, with its line end. */
export function ledgerCsvHeader(): string {
  return `${Object.keys(COLUMNS).join(",")}\r\n`;
}

/** One key's hour as a line of CSV, with its line end. */
export function ledgerCsvLine(row: IngestHourRow): string {
  return `${Object.values(COLUMNS)
    .map((read) => csvCell(read(row)))
    .join(",")}\r\n`;
}
