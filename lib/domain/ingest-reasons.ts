import type { Rejection } from "./ingest-receipt";

/** A reason with how much it cost over several requests. */
export type ReasonCount = Rejection & {
  /** Requests in which it occurred. */
  readonly requests: number;
};

/** Stands for all reasons beyond those that are listed. */
export const OTHER_REASONS = "other reasons";

/** Senders write part of most reasons; more different ones than this nobody reads. */
const MAX_REASONS = 50;
const MAX_REASON_LENGTH = 300;
const MAX_SAMPLE_LENGTH = 200;

/**
 * Sums counts by reason, the costliest first: by spans, then by requests, then by name. Beyond 50
 * reasons the rest is one entry, so every span is counted whatever the senders write.
 */
export function mergeReasons(counts: Iterable<ReasonCount>): ReasonCount[] {
  const merged = sumByReason(counts).sort(costliestFirst);
  if (merged.length <= MAX_REASONS) return merged;
  const named = merged.filter(({ reason }) => reason !== OTHER_REASONS).slice(0, MAX_REASONS - 1);
  const rest = merged.filter((count) => !named.includes(count));
  const others = rest.map((count) => ({ ...count, reason: OTHER_REASONS, sample: null }));
  return [...named, ...sumByReason(others)].sort(costliestFirst);
}

/** What was found wrong with the spans of one request, one element a span, as a receipt tells it. */
export function buildRejections(
  faults: readonly { readonly reason: string; readonly sample: string | null }[],
): Rejection[] {
  const counts = faults.map(({ reason, sample }) => ({
    reason: clip(reason, MAX_REASON_LENGTH),
    sample: sample === null ? null : clip(sample, MAX_SAMPLE_LENGTH),
    spans: 1,
    requests: 1,
  }));
  return mergeReasons(counts).map(({ reason, spans, sample }) => ({ reason, spans, sample }));
}

/** The one rejection of a request of which nothing was taken. */
export function buildRefusal(reason: string): Rejection {
  return { reason: clip(reason, MAX_REASON_LENGTH), spans: 0, sample: null };
}

function sumByReason(counts: Iterable<ReasonCount>): ReasonCount[] {
  const byReason = new Map<string, ReasonCount>();
  for (const count of counts) {
    const known = byReason.get(count.reason);
    byReason.set(count.reason, {
      reason: count.reason,
      spans: count.spans + (known?.spans ?? 0),
      requests: count.requests + (known?.requests ?? 0),
      sample: known?.sample ?? count.sample,
    });
  }
  return [...byReason.values()];
}

function costliestFirst(a: ReasonCount, b: ReasonCount): number {
  return b.spans - a.spans || b.requests - a.requests || (a.reason < b.reason ? -1 : 1);
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
