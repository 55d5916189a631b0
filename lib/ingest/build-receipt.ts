import { buildRejections } from "@/lib/domain/ingest-reasons";
import type { Delivery, IngestReceipt } from "@/lib/domain/ingest-receipt";
import type { Span } from "@/lib/domain/span";

const LATE_AFTER_MS = 3_600_000;

/** A span that cannot be kept: why, and by what its sender would know it. */
export type SpanFault = { readonly reason: string; readonly sample: string | null };

/** The receipt of a request, from its spans that can be kept and what is wrong with the others. */
export function buildReceipt(
  delivery: Delivery,
  spans: readonly Pick<Span, "startedAt">[],
  faults: readonly SpanFault[],
): IngestReceipt {
  const lateBefore = delivery.receivedAt.getTime() - LATE_AFTER_MS;
  return {
    ...delivery,
    received: spans.length + faults.length,
    rejected: buildRejections(faults),
    late: spans.filter(({ startedAt }) => startedAt.getTime() < lateBefore).length,
  };
}

/** By what a sender would know a span that may be anything: its name or id, null without either. */
export function sampleOf(item: unknown, ...names: readonly string[]): string | null {
  if (typeof item !== "object" || item === null) return null;
  for (const name of names) {
    const value = Object.hasOwn(item, name) ? Reflect.get(item, name) : undefined;
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
