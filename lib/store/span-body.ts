import type { Span } from "@/lib/domain/span";

/**
 * A whole span as the text that is stored. JSON escapes what Postgres text cannot hold: NUL
 * characters and lone surrogates come back as they were.
 */
export function encodeSpan(span: Span): string {
  return JSON.stringify(span);
}

/** The span that `encodeSpan` wrote. Rows are ours, so the shape is trusted; only dates need reviving. */
export function decodeSpan(body: string): Span {
  const stored = JSON.parse(body) as Omit<Span, "startedAt" | "endedAt" | "events"> & {
    startedAt: string;
    endedAt: string;
    events: { name: string; at: string; attributes: Span["attributes"] }[];
  };
  return {
    ...stored,
    startedAt: new Date(stored.startedAt),
    endedAt: new Date(stored.endedAt),
    events: stored.events.map((event) => ({ ...event, at: new Date(event.at) })),
  };
}
