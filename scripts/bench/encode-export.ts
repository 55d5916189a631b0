import protobuf from "protobufjs/minimal.js";

/*
 * OTLP exports as an SDK writes them. Field numbers are those of opentelemetry-proto 1.x.
 */

export type ExportSpan = {
  /** 16 bytes. */
  readonly traceId: Uint8Array;
  /** 8 bytes. */
  readonly spanId: Uint8Array;
  readonly parentId?: Uint8Array;
  readonly name: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly hasError?: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
};

const NANOS_PER_MILLI = 1_000_000n;
const STATUS_ERROR = 2;

/** One request's body, as protobuf and before compression. */
export function encodeExport(spans: readonly ExportSpan[]): Uint8Array {
  const scopeSpans = protobuf.Writer.create().uint32(10).bytes(scope("bench"));
  for (const [index, span] of spans.entries()) {
    scopeSpans.uint32(18).bytes(spanMessage(span, BigInt(index)));
  }
  const resourceSpans = protobuf.Writer.create().uint32(18).bytes(scopeSpans.finish()).finish();
  return protobuf.Writer.create().uint32(10).bytes(resourceSpans).finish();
}

const scope = (name: string) => protobuf.Writer.create().uint32(10).string(name).finish();

function spanMessage(span: ExportSpan, nanos: bigint): Uint8Array {
  const start = BigInt(span.startedAt.getTime()) * NANOS_PER_MILLI + nanos;
  const end = start + BigInt(Math.round(span.durationMs)) * NANOS_PER_MILLI;
  const message = protobuf.Writer.create();
  message.uint32(10).bytes(span.traceId).uint32(18).bytes(span.spanId);
  if (span.parentId) message.uint32(34).bytes(span.parentId);
  message.uint32(42).string(span.name).uint32(48).int32(3);
  for (const [key, value] of Object.entries(span.attributes)) {
    message.uint32(74).bytes(attribute(key, value));
  }
  if (span.hasError) {
    message.uint32(122).bytes(protobuf.Writer.create().uint32(24).int32(STATUS_ERROR).finish());
  }
  return Buffer.concat([message.finish(), time(7, start), time(8, end)]);
}

function attribute(key: string, value: string | number): Uint8Array {
  const any = protobuf.Writer.create();
  if (typeof value === "string") any.uint32(10).string(value);
  else if (Number.isInteger(value)) any.uint32(24).int64(value);
  else any.uint32(33).double(value);
  return protobuf.Writer.create().uint32(10).string(key).uint32(18).bytes(any.finish()).finish();
}

function time(field: number, nanos: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8((field << 3) | 1, 0);
  bytes.writeBigUInt64LE(nanos, 1);
  return bytes;
}
