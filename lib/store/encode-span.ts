import type { Json, JsonObject, OtelRemainder, Span, ToolFacts } from "@/lib/domain/span";
import {
  type ContentUnit,
  holdsMark,
  insideString,
  refer,
  referInString,
  referToRun,
} from "./content-reference";
import { fieldText, quoted, saidFields } from "./json-text";
import { findParts, MIN_UNIT_LENGTH, type UnitRule } from "./json-units";
import {
  ELSEWHERE,
  LIST_FIELDS,
  PLAIN_FIELDS,
  RECORD_FIELDS,
  SPARSE_FIELDS,
} from "./span-body-fields";

/** A whole span as it is stored: JSON text with references, and the content these stand for. */
export type EncodedSpan = { readonly body: string; readonly units: readonly ContentUnit[] };

/**
 * A whole span as text. JSON escapes what Postgres text cannot hold: NUL characters and lone
 * surrogates come back as they were. Messages, tool definitions, tool results, documents and other
 * long texts are replaced by references. What the sender did not say is left out.
 */
export function encodeSpan(span: Span): EncodedSpan {
  const units: ContentUnit[] = [];
  const parts = [
    `{"traceId":${quoted(span.traceId)}`,
    unusualFields(span),
    plainFields(span),
    sparseFields(span),
    listFields(span),
    ...contentFields(span, units),
    "}",
  ];
  // Joined, it is one text in memory and not a tree of its pieces.
  return { body: parts.join(""), units };
}

/** What can mostly be told from other fields, or is what it usually is. */
function unusualFields(span: Span): string {
  const { status, otel, droppedCount } = span;
  const { code, message } = status;
  return (
    timeField("startedAt", span.startedAt, span.startUnixNano) +
    timeField("endedAt", span.endedAt, span.endUnixNano) +
    (code === "ok" && message === null ? "" : `,"status":${JSON.stringify(status)}`) +
    (otel === null ? "" : `,"otel":${otelText(otel)}`) +
    (span.clockSuspect ? ',"clockSuspect":true' : "") +
    (droppedCount === 0 ? "" : `,"droppedCount":${droppedCount}`)
  );
}

/** A time in milliseconds, unless its nanoseconds tell it. */
function timeField(name: string, at: Date, nanos: string): string {
  const ms = at.getTime();
  return ms === Number(nanos.slice(0, -6)) ? "" : `,"${name}":${ms}`;
}

function otelText(otel: OtelRemainder): string {
  const { kind, traceState, flags, statusCode, statusMessage, scopeAttributes } = otel;
  const scope = JSON.stringify(scopeAttributes);
  const text =
    (kind === 0 ? "" : `,"kind":${kind}`) +
    (traceState === "" ? "" : fieldText("traceState", traceState)) +
    (flags === 0 ? "" : `,"flags":${flags}`) +
    (statusCode === 0 ? "" : `,"statusCode":${statusCode}`) +
    (statusMessage === "" ? "" : fieldText("statusMessage", statusMessage)) +
    (scope === "{}" ? "" : `,"scopeAttributes":${scope}`);
  return `{${text.slice(1)}}`;
}

function plainFields(span: Span): string {
  let text = "";
  for (const field of PLAIN_FIELDS) text += fieldText(field, span[field]);
  return text;
}

function sparseFields(span: Span): string {
  let text = "";
  for (const field of SPARSE_FIELDS) {
    const value = span[field];
    if (value !== null) text += `,"${field}":${saidFields(value)}`;
  }
  return text;
}

function listFields(span: Span): string {
  let text = "";
  for (const field of LIST_FIELDS) {
    if (span[field].length > 0) text += `,"${field}":${JSON.stringify(span[field])}`;
  }
  for (const field of RECORD_FIELDS) {
    const record = JSON.stringify(span[field]);
    if (record !== "{}") text += `,"${field}":${record}`;
  }
  return text;
}

function contentFields(span: Span, units: ContentUnit[]): string[] {
  const { input, output, tool, retrieval, attributes, resource, events } = span;
  const said = { input: JSON.stringify(input), output: JSON.stringify(output) };
  const fields = [`,"attributes":${attributesText(attributes, said, units)}`];
  const process = resourceText(resource, units);
  if (process !== "{}") fields.push(`,"resource":${process}`);
  if (input !== null) fields.push(`,"input":${shorten(said.input, "elements", units)}`);
  if (output !== null) fields.push(`,"output":${shorten(said.output, "elements", units)}`);
  if (tool !== null) fields.push(`,"tool":${toolText(tool, units)}`);
  if (retrieval !== null) {
    fields.push(`,"retrieval":${shorten(JSON.stringify(retrieval), "strings", units)}`);
  }
  if (events.length > 0)
    fields.push(`,"events":${shorten(JSON.stringify(events), "strings", units)}`);
  return fields;
}

/** One process sends the same resource with every span of a request. */
const resources = new WeakMap<JsonObject, { text: string; units: readonly ContentUnit[] }>();

function resourceText(resource: JsonObject, units: ContentUnit[]): string {
  const known = resources.get(resource);
  if (known) {
    units.push(...known.units);
    return known.text;
  }
  const own: ContentUnit[] = [];
  const text = whole(JSON.stringify(resource), own);
  resources.set(resource, { text, units: own });
  units.push(...own);
  return text;
}

function whole(json: string, units: ContentUnit[]): string {
  return json.length < MIN_UNIT_LENGTH ? json : refer(json, units);
}

function shorten(json: string, rule: UnitRule, units: ContentUnit[]): string {
  if (json.length < MIN_UNIT_LENGTH) return json;
  const parts = findParts(json, rule);
  const replace = unitReplacer(json, parts.units);
  const plain = (to: number) => replace(to, (unit) => refer(unit, units));
  return replaceRuns(json, parts.runs, plain, (to) => referToRun(plain(to), false, units));
}

/** The text with every run of units replaced, and what is between them rewritten, from front to back. */
function replaceRuns(
  json: string,
  runs: readonly number[],
  rewriteTo: (to: number) => string,
  replaceRunTo: (to: number) => string,
): string {
  let text = "";
  for (let index = 0; index < runs.length; index += 2) {
    text += rewriteTo(runs[index] ?? 0) + replaceRunTo(runs[index + 1] ?? 0);
  }
  return text + rewriteTo(json.length);
}

/**
 * Goes through a text from front to back: each call gives the next part of it, up to `to`, with every
 * unit in it replaced and, where given, what is between them rewritten.
 */
function unitReplacer(json: string, ranges: readonly number[]) {
  let next = 0;
  let done = 0;
  return (
    to: number,
    replace: (unit: string) => string,
    rewrite: (between: string) => string = (between) => between,
  ): string => {
    let text = "";
    for (; (ranges[next + 1] ?? Number.POSITIVE_INFINITY) <= to; next += 2) {
      const [start = 0, end = 0] = [ranges[next], ranges[next + 1]];
      text += rewrite(json.slice(done, start)) + replace(json.slice(start, end));
      done = end;
    }
    text += rewrite(json.slice(done, to));
    done = to;
    return text;
  };
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

/** Shorter texts take as little room as saying where they are. */
const MIN_ELSEWHERE = 24;

/** The JSON of a span's input and output. */
type SaidText = { readonly input: string; readonly output: string };

function attributesText(attributes: JsonObject, said: SaidText, units: ContentUnit[]): string {
  let text = "";
  for (const key in attributes) {
    const value = attributes[key] ?? null;
    text += `,${quoted(key)}:${attributeText(value, said, units)}`;
  }
  return `{${text.slice(1)}}`;
}

function attributeText(value: Json, said: SaidText, units: ContentUnit[]): string {
  if (typeof value === "number") return JSON.stringify(value);
  if (typeof value !== "string") return shorten(JSON.stringify(value), "strings", units);
  if (value.startsWith(ELSEWHERE)) return JSON.stringify(ELSEWHERE + value);
  if (value.length < MIN_ELSEWHERE) return quoted(value);
  // Most dialects send messages as JSON in an attribute, and often in the very words of the input.
  if (value === said.input) return JSON.stringify(`${ELSEWHERE}input`);
  if (value === said.output) return JSON.stringify(`${ELSEWHERE}output`);
  if (value.length < MIN_UNIT_LENGTH) return JSON.stringify(value);
  if (!/^\s*[[{]/.test(value)) return refer(JSON.stringify(value), units);
  return `"${stringText(value, units)}"`;
}

/** JSON inside a string: its elements are the messages, which the next span sends again. */
function stringText(value: string, units: ContentUnit[]): string {
  const parts = findParts(value, "elements");
  const replace = unitReplacer(value, parts.units);
  const between = (text: string) =>
    text.length < MIN_UNIT_LENGTH ? insideString(text) : referInString(text, units);
  // Content is kept without the string's escapes, so it must be text that Postgres can hold, and what
  // looks like a reference must be one.
  const isPlain = !value.includes("\0") && value.isWellFormed() && !holdsMark(value);
  return replaceRuns(
    value,
    isPlain ? parts.runs : [],
    (to) => replace(to, (unit) => referInString(unit, units), between),
    (to) =>
      referToRun(
        replace(to, (unit) => refer(unit, units)),
        true,
        units,
      ),
  );
}
