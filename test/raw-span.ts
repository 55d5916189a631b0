import { makeRawSpan } from "@/lib/conventions/make-raw-span";
import { normalise } from "@/lib/conventions/normalise";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { JsonObject, SpanEvent } from "@/lib/domain/span";

/** For tests: a span with these attributes, starting at 2026-01-01 unless said. */
export function aRawSpan(
  attributes: JsonObject,
  fields: Partial<Omit<RawSpan, "attributes" | "json" | "keys" | "lists">> = {},
): RawSpan {
  return makeRawSpan({
    name: "span",
    scope: "",
    statusCode: 0,
    statusMessage: "",
    startUnixNano: "1767225600000000000",
    resource: {},
    events: [],
    ...fields,
    attributes: Object.assign(Object.create(null), attributes),
  });
}

/** For tests: the canonical fields of a span with these attributes. */
export function normalised(
  attributes: JsonObject,
  fields?: Partial<Omit<RawSpan, "attributes" | "json" | "keys" | "lists">>,
): ReturnType<typeof normalise> {
  return normalise(aRawSpan(attributes, fields));
}

/** For tests: a span event. */
export function anEvent(name: string, attributes: JsonObject): SpanEvent {
  return { name, at: new Date("2026-01-01T00:00:00Z"), attributes };
}

/** For tests: a message of one text. */
export function saying(role: string, content: string) {
  return { role, parts: [{ type: "text", content }] };
}
