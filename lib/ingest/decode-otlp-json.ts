import type { Json, JsonObject } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import type { Decoded } from "./decoded";
import { MAX_DEPTH } from "./json-depth";
import { parseNanos } from "./nanos";
import type { OtlpScope, OtlpSpan } from "./otlp-span";

type Loose = { readonly [key: string]: unknown };

/**
 * The spans of an `ExportTraceServiceRequest` in JSON. Unknown fields are ignored, as the standard
 * asks; one span that cannot be read does not harm the others.
 *
 * @throws AppError `invalid_input` when the body is no JSON or no export at all
 */
export function decodeOtlpJson(body: Buffer): Decoded<OtlpSpan>[] {
  const sent = parseJson(body);
  if (!isObject(sent)) throw new AppError("invalid_input", "The body is not a JSON object");
  const decoded: Decoded<OtlpSpan>[] = [];
  for (const resourceSpans of objects(sent, "resourceSpans", "resource_spans")) {
    const resource = attributesOf(objectAt(resourceSpans, "resource"), 0);
    for (const scopeSpans of objects(
      resourceSpans,
      "scopeSpans",
      "scope_spans",
      "instrumentationLibrarySpans",
    )) {
      const scopeOf = objectAt(scopeSpans, "scope");
      const scope = {
        resource,
        name: textAt(scopeOf, "name"),
        version: textAt(scopeOf, "version"),
        attributes: attributesOf(scopeOf, 0),
      };
      for (const span of list(scopeSpans, "spans")) decoded.push(decodeSpan(span, scope));
    }
  }
  return decoded;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new AppError("invalid_input", `The body is not JSON: ${(error as Error).message}`);
  }
}

function decodeSpan(sent: unknown, scope: OtlpScope): Decoded<OtlpSpan> {
  if (!isObject(sent)) return { error: "a span is not an object" };
  try {
    return { value: readSpan(sent, scope) };
  } catch (error) {
    if (error instanceof AppError) return { error: error.message };
    throw error;
  }
}

function readSpan(span: Loose, scope: OtlpScope): OtlpSpan {
  const status = objectAt(span, "status");
  return {
    scope,
    traceId: textAt(span, "traceId", "trace_id"),
    spanId: textAt(span, "spanId", "span_id"),
    parentSpanId: textAt(span, "parentSpanId", "parent_span_id"),
    name: textAt(span, "name"),
    startUnixNano: parseNanos(
      span["startTimeUnixNano"] ?? span["start_time_unix_nano"],
      "startTimeUnixNano",
    ),
    endUnixNano: parseNanos(
      span["endTimeUnixNano"] ?? span["end_time_unix_nano"],
      "endTimeUnixNano",
    ),
    attributes: attributesOf(span, 0),
    events: objects(span, "events").map((event) => ({
      name: textAt(event, "name"),
      timeUnixNano: parseNanos(event["timeUnixNano"], "events.timeUnixNano"),
      attributes: attributesOf(event, 0),
    })),
    links: objects(span, "links").map((link) => ({
      traceId: textAt(link, "traceId"),
      spanId: textAt(link, "spanId"),
      attributes: attributesOf(link, 0),
    })),
    statusCode: enumAt(status, "code", { STATUS_CODE_OK: 1, STATUS_CODE_ERROR: 2 }),
    statusMessage: textAt(status, "message"),
    droppedCount:
      countAt(span, "droppedAttributesCount") +
      countAt(span, "droppedEventsCount") +
      countAt(span, "droppedLinksCount"),
    kind: enumAt(span, "kind", KINDS),
    traceState: textAt(span, "traceState", "trace_state"),
    flags: countAt(span, "flags"),
  };
}

const KINDS = {
  SPAN_KIND_INTERNAL: 1,
  SPAN_KIND_SERVER: 2,
  SPAN_KIND_CLIENT: 3,
  SPAN_KIND_PRODUCER: 4,
  SPAN_KIND_CONSUMER: 5,
};

/** Attributes as a record. Its prototype is null, so that a key named `__proto__` is just a key. */
function attributesOf(holder: Loose, depth: number): JsonObject {
  const record: { [key: string]: Json } = Object.create(null);
  for (const attribute of objects(holder, "attributes")) {
    record[textAt(attribute, "key")] = anyValue(attribute["value"], depth);
  }
  return record;
}

function anyValue(sent: unknown, depth: number): Json {
  if (depth > MAX_DEPTH)
    throw new AppError("invalid_input", `attributes are nested deeper than ${MAX_DEPTH}`);
  if (!isObject(sent)) return null;
  if (typeof sent["stringValue"] === "string") return sent["stringValue"];
  if (typeof sent["boolValue"] === "boolean") return sent["boolValue"];
  if (sent["intValue"] !== undefined) return intValue(sent["intValue"]);
  if (sent["doubleValue"] !== undefined) return doubleValue(sent["doubleValue"]);
  if (typeof sent["bytesValue"] === "string") return sent["bytesValue"];
  if (isObject(sent["arrayValue"])) {
    return list(sent["arrayValue"], "values").map((value) => anyValue(value, depth + 1));
  }
  if (isObject(sent["kvlistValue"])) {
    return attributesOf({ attributes: sent["kvlistValue"]["values"] }, depth + 1);
  }
  return null;
}

/** A number where a number holds it exactly, its digits otherwise. */
function intValue(sent: unknown): Json {
  const value = Number(sent);
  if (Number.isSafeInteger(value)) return value;
  return typeof sent === "string"
    ? sent
    : Number.isFinite(value)
      ? String(BigInt(Math.trunc(value)))
      : null;
}

/** JSON has no NaN and no infinities: they stay the words that OTLP writes for them. */
function doubleValue(sent: unknown): Json {
  if (sent === "NaN" || sent === "Infinity" || sent === "-Infinity") return sent;
  const value = Number(sent);
  return Number.isFinite(value) ? value : String(value);
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The first of the named fields that is there; null counts as absent. */
function list(holder: Loose, ...names: string[]): readonly unknown[] {
  const found = names
    .map((name) => holder[name])
    .find((value) => value !== undefined && value !== null);
  if (found === undefined) return [];
  if (Array.isArray(found)) return found;
  throw new AppError("invalid_input", `${names[0]} is not a list`);
}

function objects(holder: Loose, ...names: string[]): Loose[] {
  return list(holder, ...names).filter(isObject);
}

function objectAt(holder: Loose, name: string): Loose {
  const value = holder[name];
  return isObject(value) ? value : {};
}

function textAt(holder: Loose, ...names: string[]): string {
  const found = names
    .map((name) => holder[name])
    .find((value) => value !== undefined && value !== null);
  if (found === undefined) return "";
  if (typeof found === "string") return found;
  throw new AppError("invalid_input", `${names[0]} is not text`);
}

function countAt(holder: Loose, name: string): number {
  const value = Number(holder[name] ?? 0);
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** Enumerations are numbers in OTLP/JSON, but names arrive as well. */
function enumAt(holder: Loose, name: string, names: { readonly [name: string]: number }): number {
  const value = holder[name];
  return typeof value === "string"
    ? (names[value] ?? countAt(holder, name))
    : countAt(holder, name);
}
