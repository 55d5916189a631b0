import type { Delivery } from "@/lib/domain/ingest-receipt";
import type { Span } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/store/database";
import { buildReceipt, type SpanFault } from "./build-receipt";
import { decodeOtlpJson } from "./decode-otlp-json";
import { decodeOtlpProtobuf } from "./decode-otlp-protobuf";
import type { OtlpEncoding } from "./otlp-answer";
import { type OtlpSpan, spanOfOtlp } from "./otlp-span";
import { writeSpans } from "./write-queue";

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
 * @throws AppError `invalid_input` when the body does not decode
 */
export async function takeOtlp(
  db: Database,
  delivery: Delivery,
  { body, encoding }: { readonly body: Buffer; readonly encoding: OtlpEncoding },
): Promise<OtlpOutcome> {
  const decoded = encoding === "json" ? decodeOtlpJson(body) : decodeOtlpProtobuf(body);
  const spans: Span[] = [];
  const faults: SpanFault[] = [];
  for (const item of decoded) {
    const outcome =
      "error" in item
        ? { reason: item.error, sample: null }
        : keep(item.value, delivery.receivedAt);
    if ("reason" in outcome) faults.push(outcome);
    else spans.push(outcome);
  }
  const counts = await writeSpans(db, spans, buildReceipt(delivery, spans, faults));
  return {
    received: decoded.length,
    ...counts,
    rejected: faults.length,
    reasons: reasonsOf(faults),
  };
}

function keep(sent: OtlpSpan, receivedAt: Date): Span | SpanFault {
  try {
    return spanOfOtlp(sent, receivedAt);
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
