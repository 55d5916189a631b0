import type { Json, JsonObject, Span, ToolFacts } from "@/lib/domain/span";
import { type ContentUnit, refer } from "./content-reference";
import { MIN_UNIT_LENGTH, type UnitRule, unitRanges } from "./json-units";

/** A whole span as it is stored: JSON text with references, and the content these stand for. */
export type EncodedSpan = { readonly body: string; readonly units: readonly ContentUnit[] };

/**
 * A whole span as text. JSON escapes what Postgres text cannot hold: NUL characters and lone
 * surrogates come back as they were. Messages, tool definitions, tool results, documents and other
 * long texts are replaced by references.
 */
export function encodeSpan(span: Span): EncodedSpan {
  const units: ContentUnit[] = [];
  const { input, output, tool, retrieval, attributes, resource, events, ...frame } = span;
  const fields = [
    JSON.stringify(frame).slice(1, -1),
    `"input":${shorten(JSON.stringify(input), "elements", units)}`,
    `"output":${shorten(JSON.stringify(output), "elements", units)}`,
    `"tool":${toolText(tool, units)}`,
    `"retrieval":${shorten(JSON.stringify(retrieval), "strings", units)}`,
    `"attributes":${attributesText(attributes, units)}`,
    `"resource":${whole(JSON.stringify(resource), units)}`,
    `"events":${shorten(JSON.stringify(events), "strings", units)}`,
  ];
  return { body: `{${fields.join(",")}}`, units };
}

function whole(json: string, units: ContentUnit[]): string {
  return json.length < MIN_UNIT_LENGTH ? json : refer(json, units);
}

function shorten(json: string, rule: UnitRule, units: ContentUnit[]): string {
  if (json.length < MIN_UNIT_LENGTH) return json;
  return replaceUnits(json, rule, (unit) => refer(unit, units));
}

/** The text with every unit replaced and, where given, what is between them rewritten. */
function replaceUnits(
  json: string,
  rule: UnitRule,
  replace: (unit: string) => string,
  rewrite: (between: string) => string = (between) => between,
): string {
  const ranges = unitRanges(json, rule);
  let text = "";
  let done = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    const [start = 0, end = 0] = [ranges[index], ranges[index + 1]];
    text += rewrite(json.slice(done, start)) + replace(json.slice(start, end));
    done = end;
  }
  return text + rewrite(json.slice(done));
}

function toolText(tool: ToolFacts | null, units: ContentUnit[]): string {
  if (tool === null) return "null";
  const { result, arguments: args, definitions, ...rest } = tool;
  return `{${[
    JSON.stringify(rest).slice(1, -1),
    `"arguments":${whole(JSON.stringify(args), units)}`,
    `"result":${whole(JSON.stringify(result), units)}`,
    `"definitions":${shorten(JSON.stringify(definitions), "elements", units)}`,
  ].join(",")}}`;
}

function attributesText(attributes: JsonObject, units: ContentUnit[]): string {
  const fields = Object.entries(attributes).map(
    ([key, value]) => `${JSON.stringify(key)}:${attributeText(value, units)}`,
  );
  return `{${fields.join(",")}}`;
}

function attributeText(value: Json, units: ContentUnit[]): string {
  if (typeof value !== "string") return shorten(JSON.stringify(value), "strings", units);
  if (value.length < MIN_UNIT_LENGTH) return JSON.stringify(value);
  if (!/^\s*[[{]/.test(value)) return refer(JSON.stringify(value), units);
  // JSON inside a string: its elements are the messages, which the next span sends again.
  const inside = (text: string) => JSON.stringify(text).slice(1, -1);
  const text = replaceUnits(
    value,
    "elements",
    (unit) => refer(inside(unit), units),
    (between) =>
      between.length < MIN_UNIT_LENGTH ? inside(between) : refer(inside(between), units),
  );
  return `"${text}"`;
}

/**
 * The span that `encodeSpan` wrote, from a body with its content in place. Rows are ours, so the
 * shape is trusted; only dates need reviving.
 */
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
