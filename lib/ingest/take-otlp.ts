import type { Delivery } from "@/lib/domain/ingest-receipt";
import { AppError } from "@/lib/errors";
import { isKnownContent } from "@/lib/store/content";
import type { Database } from "@/lib/store/database";
import { type RowKeeping, type SpanRow, spanRow } from "@/lib/store/span-row";
import { TextPages } from "@/lib/store/text-pages";
import { buildReceipt, type SpanFault } from "./build-receipt";
import { decodeOtlpJson } from "./decode-otlp-json";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import type { Decoded } from "./decoded";
import type { OtlpEncoding } from "./otlp-answer";
import { type OtlpSpan, spanOfOtlp } from "./otlp-span";
import { countRedacted, redactFault } from "./redaction/account";
import { redactorFor } from "./redaction/redaction-of-project";
import type { Redactor } from "./redaction/redactor";
import { requireRoom, writeRows } from "./write-queue";

const MAX_REASONS = 5;

/** What became of an export. */
export type OtlpOutcome = {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** The first reasons for rejecting, in one line; "" when nothing was. */
  readonly reasons: string;
};

/**
 * Stores the spans of an OTLP export that can be kept and says what became of each of the others.
 *
 * @throws AppError `invalid_input` when the body does not decode, `too_many_requests` when too much waits
 */
export async function takeOtlp(
  db: Database,
  delivery: Delivery,
  { body, encoding }: { readonly body: Buffer; readonly encoding: OtlpEncoding },
): Promise<OtlpOutcome> {
  requireRoom(db);
  const redactor = await redactorFor(db, delivery, body);
  const decoded = encoding === "json" ? decodeOtlpJson(body) : decodeOtlpProtobuf(body);
  const pages = new TextPages();
  try {
    const keeping: RowKeeping = {
      keep: pages.keep,
      isKnown: (projectId, hash) => isKnownContent(db, projectId, hash),
    };
    const { rows, faults } = rowsOf(decoded, delivery, keeping, redactor);
    const counts = await writeRows(db, rows, buildReceipt(delivery, rows, faults));
    await countRedacted(db, delivery, redactor);
    const rejected = faults.length;
    return { received: rows.length + rejected, ...counts, rejected, reasons: reasonsOf(faults) };
  } finally {
    pages.release();
  }
}

function rowsOf(
  decoded: readonly Decoded<OtlpSpan>[],
  delivery: Delivery,
  keeping: RowKeeping,
  redactor: Redactor,
) {
  const rows: SpanRow[] = [];
  const faults: SpanFault[] = [];
  for (const item of decoded) {
    const outcome =
      "error" in item
        ? { reason: item.error, sample: null }
        : keep(item.value, delivery, keeping, redactor);
    if ("reason" in outcome) faults.push(redactFault(outcome, redactor));
    else rows.push(outcome);
  }
  return { rows, faults };
}

/** A span's row at once, so that no more than one whole span is in memory. */
function keep(
  sent: OtlpSpan,
  { projectId, receivedAt }: Delivery,
  keeping: RowKeeping,
  redactor: Redactor,
): SpanRow | SpanFault {
  try {
    return spanRow(projectId, redactor.span(spanOfOtlp(sent, receivedAt)), receivedAt, keeping);
  } catch (error) {
    if (error instanceof AppError) return { reason: error.message, sample: sent.name || null };
    throw error;
  }
}

function reasonsOf(faults: readonly SpanFault[]): string {
  const distinct = [...new Set(faults.map(({ reason }) => reason))];
  const shown = distinct.slice(0, MAX_REASONS).join("; ");
  return distinct.length > MAX_REASONS
    ? `${shown}; and ${distinct.length - MAX_REASONS} other reasons`
    : shown;
}
