import type { Json, JsonObject, Span, ToolFacts } from "@/lib/domain/span";
import {
  type ContentUnit,
  holdsMark,
  insideString,
  refer,
  referInString,
  referToRun,
} from "./content-reference";
import { findParts, MIN_UNIT_LENGTH, type UnitRule } from "./json-units";

/** Written as they are, unless null. */
const PLAIN_FIELDS = [
  "spanId",
  "parentId",
  "name",
  "startUnixNano",
  "endUnixNano",
  "scope",
  "otel",
  "kind",
  "status",
  "model",
  "provider",
  "sampling",
  "finishReason",
  "usage",
  "costUsd",
  "timeToFirstTokenMs",
  "decision",
  "sessionId",
  "userId",
  "agent",
  "prompt",
  "environment",
  "release",
  "source",
  "feature",
  "tenant",
  "tier",
  "eval",
  "outcome",
  "rerunOf",
  "actor",
] as const satisfies readonly (keyof Span)[];

/** Written unless empty. */
const RECORD_FIELDS = ["segments", "envelope"] as const satisfies readonly (keyof Span)[];
const LIST_FIELDS = ["links", "dialects", "tags"] as const satisfies readonly (keyof Span)[];

/** What a reader sees of fields that were not written. */
const UNSAID = {
  clockSuspect: false,
  droppedCount: 0,
  segments: {},
  envelope: {},
  parentId: null,
  otel: null,
  model: null,
  provider: null,
  sampling: null,
  finishReason: null,
  usage: null,
  costUsd: null,
  timeToFirstTokenMs: null,
  decision: null,
  sessionId: null,
  userId: null,
  agent: null,
  prompt: null,
  environment: null,
  release: null,
  source: null,
  feature: null,
  tenant: null,
  tier: null,
  eval: null,
  outcome: null,
  rerunOf: null,
  actor: null,
  input: null,
  output: null,
  tool: null,
  retrieval: null,
  links: [],
  dialects: [],
  tags: [],
} as const satisfies Partial<Span>;

type Written =
  | (typeof PLAIN_FIELDS)[number]
  | (typeof LIST_FIELDS)[number]
  | (typeof RECORD_FIELDS)[number]
  | "startedAt"
  | "endedAt"
  | "clockSuspect"
  | "droppedCount"
  | "traceId"
  | "attributes"
  | "resource"
  | "input"
  | "output"
  | "tool"
  | "retrieval"
  | "events";
/** Fails to compile when a field of a span is written nowhere. */
const NOTHING_FORGOTTEN: Exclude<keyof Span, Written> extends never ? true : false = true;
void NOTHING_FORGOTTEN;

/** A whole span as it is stored: JSON text with references, and the content these stand for. */
export type EncodedSpan = { readonly body: string; readonly units: readonly ContentUnit[] };

/**
 * A whole span as text. JSON escapes what Postgres text cannot hold: NUL characters and lone
 * surrogates come back as they were. Messages, tool definitions, tool results, documents and other
 * long texts are replaced by references. What the sender did not say is left out.
 */
export function encodeSpan(span: Span): EncodedSpan {
  const units: ContentUnit[] = [];
  // Times as milliseconds, which are written several times as fast as ISO 8601.
  let body = `{"traceId":${JSON.stringify(span.traceId)},"startedAt":${span.startedAt.getTime()}`;
  body += `,"endedAt":${span.endedAt.getTime()}`;
  if (span.clockSuspect) body += ',"clockSuspect":true';
  if (span.droppedCount !== 0) body += `,"droppedCount":${span.droppedCount}`;
  for (const field of PLAIN_FIELDS) {
    const value = span[field];
    if (value !== null) body += `,"${field}":${JSON.stringify(value)}`;
  }
  for (const field of LIST_FIELDS) {
    if (span[field].length > 0) body += `,"${field}":${JSON.stringify(span[field])}`;
  }
  for (const field of RECORD_FIELDS) {
    const record = JSON.stringify(span[field]);
    if (record !== "{}") body += `,"${field}":${record}`;
  }
  body += contentFields(span, units);
  return { body: `${body}}`, units };
}

function contentFields(span: Span, units: ContentUnit[]): string {
  const { input, output, tool, retrieval, attributes, resource, events } = span;
  let text = `,"attributes":${attributesText(attributes, units)}`;
  text += `,"resource":${resourceText(resource, units)}`;
  if (input !== null) text += `,"input":${shorten(JSON.stringify(input), "elements", units)}`;
  if (output !== null) text += `,"output":${shorten(JSON.stringify(output), "elements", units)}`;
  if (tool !== null) text += `,"tool":${toolText(tool, units)}`;
  if (retrieval !== null) {
    text += `,"retrieval":${shorten(JSON.stringify(retrieval), "strings", units)}`;
  }
  if (events.length > 0) text += `,"events":${shorten(JSON.stringify(events), "strings", units)}`;
  return text;
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

function attributesText(attributes: JsonObject, units: ContentUnit[]): string {
  let text = "";
  for (const key in attributes) {
    const value = attributes[key] ?? null;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${attributeText(value, units)}`;
  }
  return `{${text}}`;
}

function attributeText(value: Json, units: ContentUnit[]): string {
  if (typeof value === "number") return JSON.stringify(value);
  if (typeof value !== "string") return shorten(JSON.stringify(value), "strings", units);
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

/**
 * The span that `encodeSpan` wrote, from a body with its content in place. Rows are ours, so the
 * shape is trusted; only dates need reviving, and what was not said is filled in.
 */
export function decodeSpan(body: string): Span {
  const stored = JSON.parse(body) as Omit<Span, "startedAt" | "endedAt" | "events"> & {
    startedAt: number | string;
    endedAt: number | string;
    events?: { name: string; at: string; attributes: Span["attributes"] }[];
  };
  return {
    ...UNSAID,
    ...stored,
    startedAt: new Date(stored.startedAt),
    endedAt: new Date(stored.endedAt),
    events: (stored.events ?? []).map((event) => ({ ...event, at: new Date(event.at) })),
  };
}
