import protobuf from "protobufjs";

/*
 * OTLP's trace messages for tests that must encode. Field numbers and types are those of
 * opentelemetry-proto 1.x; the product itself decodes by hand and does not use this.
 */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message AnyValue { oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
  message Scope { string name = 1; string version = 2; repeated KeyValue attributes = 3; }
  message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; repeated KeyValue attributes = 4; }
  message Status { string message = 2; int32 code = 3; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4;
    string name = 5; int32 kind = 6; fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9; uint32 dropped_attributes_count = 10;
    repeated Event events = 11; uint32 dropped_events_count = 12;
    repeated Link links = 13; uint32 dropped_links_count = 14; Status status = 15; fixed32 flags = 16; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
  message Export { repeated ResourceSpans resource_spans = 1; }
  message PartialSuccess { int64 rejected_spans = 1; string error_message = 2; }
  message ExportResponse { PartialSuccess partial_success = 1; }
  message RpcStatus { int32 code = 1; string message = 2; }
`);

/** The protobuf bytes of an export that is written in OTLP/JSON (ids in hex). */
export function encodeExport(json: unknown): Buffer<ArrayBuffer> {
  const message = root.lookupType("Export").fromObject(bytesForHex(json) as object);
  return Buffer.from(root.lookupType("Export").encode(message).finish());
}

/** A decoded answer; numbers of 64 bits as text. */
export function decodeAnswer(type: "ExportResponse" | "RpcStatus", bytes: Uint8Array): unknown {
  const decoded = root.lookupType(type).decode(bytes);
  return root.lookupType(type).toObject(decoded, { longs: String, defaults: true });
}

const HEX_FIELDS = new Set(["traceId", "spanId", "parentSpanId"]);

/** OTLP/JSON writes ids in hex and other bytes in base64; protobufjs reads all bytes as base64. */
function bytesForHex(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bytesForHex);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      HEX_FIELDS.has(key) ? Buffer.from(String(part), "hex").toString("base64") : bytesForHex(part),
    ]),
  );
}
