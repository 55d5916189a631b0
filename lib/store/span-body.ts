import type { JsonObject, OtelRemainder, Span } from "@/lib/domain/span";
import { ELSEWHERE, UNSAID, USUAL_OTEL } from "./span-body-fields";

/**
 * The span that `encodeSpan` wrote, from a body with its content in place. Rows are ours, so the
 * shape is trusted; only dates need reviving, and what was not said is filled in.
 */
export function decodeSpan(body: string): Span {
  const stored = JSON.parse(body) as Stored;
  const { otel = null } = stored;
  return {
    ...UNSAID,
    ...stored,
    startedAt: timeOf(stored.startedAt, stored.startUnixNano),
    endedAt: timeOf(stored.endedAt, stored.endUnixNano),
    otel: otel && { ...USUAL_OTEL, ...otel },
    attributes: withSaid(stored.attributes, stored),
    events: (stored.events ?? []).map((event) => ({ ...event, at: new Date(event.at) })),
  };
}

type Stored = Omit<Span, "startedAt" | "endedAt" | "events" | "otel"> & {
  startedAt?: number | string;
  endedAt?: number | string;
  otel?: Partial<OtelRemainder>;
  events?: { name: string; at: string; attributes: Span["attributes"] }[];
};

function timeOf(stored: number | string | undefined, nanos: string): Date {
  return new Date(stored ?? Number(nanos.slice(0, -6)));
}

/** Attributes as they were sent, those included that were written as standing elsewhere. */
function withSaid(attributes: JsonObject, { input, output }: Pick<Stored, "input" | "output">) {
  const elsewhere = Object.entries(attributes).filter(
    ([, value]) => typeof value === "string" && value.startsWith(ELSEWHERE),
  );
  if (elsewhere.length === 0) return attributes;
  const sent = elsewhere.map(([key, value]) => {
    const place = String(value).slice(ELSEWHERE.length);
    if (place === "input") return [key, JSON.stringify(input)];
    return [key, place === "output" ? JSON.stringify(output) : place];
  });
  return { ...attributes, ...Object.fromEntries(sent) };
}
