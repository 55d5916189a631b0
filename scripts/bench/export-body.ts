import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import protobuf from "protobufjs/minimal.js";

/*
 * OTLP exports as an agent's SDK writes them, for the load generator. Field numbers are those of
 * opentelemetry-proto 1.x.
 */

const SPANS_A_TRACE = 10;
const SYSTEM_PROMPT = "You are a helpful support agent. Answer briefly and politely. ".repeat(5);

/** A gzipped export of `spans` model calls with fresh ids, ten to a trace. */
export function exportBody(spans: number, at: Date): Buffer {
  const scopeSpans = protobuf.Writer.create().uint32(10).bytes(field(1, "bench"));
  let traceId = randomBytes(16);
  for (let index = 0; index < spans; index += 1) {
    if (index % SPANS_A_TRACE === 0) traceId = randomBytes(16);
    scopeSpans.uint32(18).bytes(spanMessage(traceId, index, at));
  }
  const resourceSpans = protobuf.Writer.create().uint32(18).bytes(scopeSpans.finish()).finish();
  const message = protobuf.Writer.create().uint32(10).bytes(resourceSpans).finish();
  return gzipSync(message, { level: 1 });
}

function spanMessage(traceId: Buffer, index: number, at: Date): Uint8Array {
  const start = BigInt(at.getTime()) * 1_000_000n + BigInt(index);
  const span = protobuf.Writer.create();
  span.uint32(10).bytes(traceId).uint32(18).bytes(randomBytes(8));
  span.uint32(42).string("chat gpt-4o").uint32(48).int32(3);
  const attributes = Object.entries(attributesOf(index));
  for (const [key, value] of attributes) span.uint32(74).bytes(attribute(key, value));
  return Buffer.concat([span.finish(), time(7, start), time(8, start + 500_000_000n)]);
}

function attributesOf(index: number): Record<string, string | number> {
  const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.model": "gpt-4o-2024-08-06",
    "gen_ai.usage.input_tokens": 120 + (index % 50),
    "gen_ai.usage.output_tokens": 40,
    "gen_ai.conversation.id": `session-${index % 500}`,
    "user.id": `user-${index % 200}`,
    "gen_ai.input.messages": JSON.stringify([
      text("system", SYSTEM_PROMPT),
      text("user", `Where is my order ${index}?`),
    ]),
    "gen_ai.output.messages": JSON.stringify([text("assistant", `Order ${index} is on its way.`)]),
  };
}

function attribute(key: string, value: string | number): Uint8Array {
  const any = protobuf.Writer.create();
  if (typeof value === "string") any.uint32(10).string(value);
  else any.uint32(24).int64(value);
  return protobuf.Writer.create().uint32(10).string(key).uint32(18).bytes(any.finish()).finish();
}

function field(number: number, text: string): Uint8Array {
  return protobuf.Writer.create()
    .uint32((number << 3) | 2)
    .string(text)
    .finish();
}

function time(number: number, nanos: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8((number << 3) | 1, 0);
  bytes.writeBigUInt64LE(nanos, 1);
  return bytes;
}
