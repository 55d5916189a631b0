import type { Json } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import type { Decoded } from "./decoded";
import { MAX_DEPTH } from "./json-depth";
import type { OtlpScope, OtlpSpan } from "./otlp-span";
import {
  endOfMessage,
  type FieldReader,
  type Fields,
  readerOf,
  readFields,
  readFixed64,
  readHex,
  readInt64,
  readMessage,
  requireEnd,
  tag,
} from "./protobuf-fields";

/*
 * Field numbers are those of opentelemetry-proto 1.x: collector/trace/v1/trace_service.proto,
 * trace/v1/trace.proto, resource/v1/resource.proto and common/v1/common.proto.
 */

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Attributes = { [key: string]: Json };

/**
 * The spans of an `ExportTraceServiceRequest`, in the order sent.
 *
 * @throws AppError `invalid_input` when the body is not such a message
 */
export function decodeOtlpProtobuf(body: Buffer): Decoded<OtlpSpan>[] {
  try {
    const spans: Decoded<OtlpSpan>[] = [];
    const reader = readerOf(body);
    readFields(reader, reader.len, EXPORT, spans);
    return spans;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "invalid_input",
      `The body is not OTLP protobuf: ${(error as Error).message}`,
    );
  }
}

const EXPORT: Fields<Decoded<OtlpSpan>[]> = {
  [tag(1, "bytes")]: (spans, reader) => {
    const { resource, scopes } = readMessage<DraftResource>(reader, RESOURCE_SPANS, {
      resource: emptyRecord(),
      scopes: [],
    });
    for (const { scope, drafts } of scopes) {
      const shared: OtlpScope = { resource, ...scope };
      for (const draft of drafts) {
        if (!("error" in draft)) draft.value.scope = shared;
        spans.push(draft);
      }
    }
  },
};

type DraftSpan = Mutable<OtlpSpan>;
type Draft = { readonly value: DraftSpan } | { readonly error: string };
type ScopeDraft = { name: string; version: string; attributes: Attributes };
type DraftScope = {
  scope: ScopeDraft;
  drafts: Draft[];
};

const RESOURCE: Fields<Attributes> = { [tag(1, "bytes")]: readAttribute };

type DraftResource = { resource: Attributes; scopes: DraftScope[] };

const RESOURCE_SPANS: Fields<DraftResource> = {
  [tag(1, "bytes")]: (message, reader) => readMessage(reader, RESOURCE, message.resource),
  [tag(2, "bytes")]: readScope,
  // What scope_spans was called before OTLP 1.0; some senders never changed.
  [tag(1000, "bytes")]: readScope,
};

function readScope(message: { scopes: DraftScope[] }, reader: FieldReader): void {
  const empty: DraftScope = {
    scope: { name: "", version: "", attributes: emptyRecord() },
    drafts: [],
  };
  message.scopes.push(readMessage(reader, SCOPE_SPANS, empty));
}

const SCOPE: Fields<ScopeDraft> = {
  [tag(1, "bytes")]: (scope, reader) => {
    scope.name = reader.string();
  },
  [tag(2, "bytes")]: (scope, reader) => {
    scope.version = reader.string();
  },
  [tag(3, "bytes")]: (scope, reader) => readAttribute(scope.attributes, reader),
};

const SCOPE_SPANS: Fields<DraftScope> = {
  [tag(1, "bytes")]: (message, reader) => readMessage(reader, SCOPE, message.scope),
  [tag(2, "bytes")]: (message, reader) => message.drafts.push(readSpan(reader)),
};

/** A span whose content is refused is stepped over; bytes that are no protobuf end the reading. */
function readSpan(reader: FieldReader): Draft {
  const start = reader.pos;
  const end = reader.uint32() + reader.pos;
  reader.pos = start;
  try {
    return { value: readMessage(reader, SPAN, emptySpan()) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    reader.pos = end;
    return { error: error.message };
  }
}

type DraftEvent = Mutable<OtlpSpan["events"][number]> & { attributes: Attributes };
type DraftLink = Mutable<OtlpSpan["links"][number]> & { attributes: Attributes };

const EVENT: Fields<DraftEvent> = {
  [tag(1, "fixed64")]: (event, reader) => {
    event.timeUnixNano = readFixed64(reader);
  },
  [tag(2, "bytes")]: (event, reader) => {
    event.name = reader.string();
  },
  [tag(3, "bytes")]: (event, reader) => readAttribute(event.attributes, reader),
};

const LINK: Fields<DraftLink> = {
  [tag(1, "bytes")]: (link, reader) => {
    link.traceId = readHex(reader);
  },
  [tag(2, "bytes")]: (link, reader) => {
    link.spanId = readHex(reader);
  },
  [tag(4, "bytes")]: (link, reader) => readAttribute(link.attributes, reader),
};

const STATUS: Fields<DraftSpan> = {
  [tag(2, "bytes")]: (span, reader) => {
    span.statusMessage = reader.string();
  },
  [tag(3, "varint")]: (span, reader) => {
    span.statusCode = reader.uint32();
  },
};

const addDropped = (span: DraftSpan, reader: FieldReader) => {
  span.droppedCount += reader.uint32();
};

type WholeDraft = DraftSpan & { attributes: Attributes; events: DraftEvent[]; links: DraftLink[] };

const SPAN: Fields<WholeDraft> = {
  [tag(1, "bytes")]: (span, reader) => {
    span.traceId = readHex(reader);
  },
  [tag(2, "bytes")]: (span, reader) => {
    span.spanId = readHex(reader);
  },
  [tag(3, "bytes")]: (span, reader) => {
    span.traceState = reader.string();
  },
  [tag(4, "bytes")]: (span, reader) => {
    span.parentSpanId = readHex(reader);
  },
  [tag(5, "bytes")]: (span, reader) => {
    span.name = reader.string();
  },
  [tag(6, "varint")]: (span, reader) => {
    span.kind = reader.uint32();
  },
  [tag(7, "fixed64")]: (span, reader) => {
    span.startUnixNano = readFixed64(reader);
  },
  [tag(8, "fixed64")]: (span, reader) => {
    span.endUnixNano = readFixed64(reader);
  },
  [tag(9, "bytes")]: (span, reader) => readAttribute(span.attributes, reader),
  [tag(10, "varint")]: addDropped,
  [tag(11, "bytes")]: (span, reader) =>
    span.events.push(
      readMessage(reader, EVENT, { name: "", timeUnixNano: "0", attributes: emptyRecord() }),
    ),
  [tag(12, "varint")]: addDropped,
  [tag(13, "bytes")]: (span, reader) =>
    span.links.push(
      readMessage(reader, LINK, { traceId: "", spanId: "", attributes: emptyRecord() }),
    ),
  [tag(14, "varint")]: addDropped,
  [tag(15, "bytes")]: (span, reader) => readMessage(reader, STATUS, span),
  [tag(16, "fixed32")]: (span, reader) => {
    span.flags = reader.fixed32();
  },
};

/** Until the scope has been read to its end. */
const NO_SCOPE: OtlpScope = { resource: {}, name: "", version: "", attributes: {} };

function emptySpan(): WholeDraft {
  return {
    scope: NO_SCOPE,
    traceId: "",
    spanId: "",
    parentSpanId: "",
    name: "",
    startUnixNano: "0",
    endUnixNano: "0",
    attributes: emptyRecord(),
    events: [],
    links: [],
    statusCode: 0,
    statusMessage: "",
    droppedCount: 0,
    kind: 0,
    traceState: "",
    flags: 0,
  };
}

/** Without a prototype, so that a key named `__proto__` is just a key. */
function emptyRecord(): Attributes {
  return Object.create(null);
}

const PAIR = { key: tag(1, "bytes"), value: tag(2, "bytes") };

function readAttribute(record: Attributes, reader: FieldReader): void {
  readPair(record, reader, 0);
}

/** Without a record of how to read each field, as there are more pairs than all other messages together. */
function readPair(record: Attributes, reader: FieldReader, depth: number): void {
  const end = endOfMessage(reader);
  let key = "";
  let value: Json = null;
  while (reader.pos < end) {
    const next = reader.uint32();
    if (next === PAIR.key) key = reader.string();
    else if (next === PAIR.value) value = readAnyValue(reader, depth, value);
    else reader.skipType(next & 7);
  }
  requireEnd(reader, end);
  record[key] = value;
}

const ANY_VALUE: ReadonlyMap<number, (reader: FieldReader, depth: number) => Json> = new Map([
  [tag(1, "bytes"), (reader: FieldReader): Json => reader.string()],
  [tag(2, "varint"), (reader: FieldReader) => reader.bool()],
  [tag(3, "varint"), readInt64],
  [tag(4, "fixed64"), readDouble],
  [tag(5, "bytes"), readList],
  [tag(6, "bytes"), readRecord],
  [tag(7, "bytes"), (reader: FieldReader) => Buffer.from(reader.bytes()).toString("base64")],
]);

/** @param value stays when the message says nothing */
function readAnyValue(reader: FieldReader, depth: number, value: Json): Json {
  const end = endOfMessage(reader);
  let said = value;
  while (reader.pos < end) {
    const next = reader.uint32();
    const read = ANY_VALUE.get(next);
    if (read) said = read(reader, depth);
    else reader.skipType(next & 7);
  }
  requireEnd(reader, end);
  return said;
}

/** JSON has no NaN and no infinities: they become the words that OTLP/JSON writes for them. */
function readDouble(reader: FieldReader): Json {
  const value = reader.double();
  return Number.isFinite(value) ? value : String(value);
}

type DraftList = { readonly values: Json[]; readonly depth: number };
type DraftRecord = { readonly record: Attributes; readonly depth: number };

const LIST: Fields<DraftList> = {
  [tag(1, "bytes")]: ({ values, depth }, reader) => values.push(readAnyValue(reader, depth, null)),
};

const RECORD: Fields<DraftRecord> = {
  [tag(1, "bytes")]: ({ record, depth }, reader) => readPair(record, reader, depth),
};

function readList(reader: FieldReader, depth: number): Json {
  return readMessage<DraftList>(reader, LIST, { values: [], depth: deeper(depth) }).values;
}

function readRecord(reader: FieldReader, depth: number): Json {
  const draft = { record: emptyRecord(), depth: deeper(depth) };
  return readMessage<DraftRecord>(reader, RECORD, draft).record;
}

function deeper(depth: number): number {
  if (depth >= MAX_DEPTH) {
    throw new AppError("invalid_input", `attributes are nested deeper than ${MAX_DEPTH}`);
  }
  return depth + 1;
}
