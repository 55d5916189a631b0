import { randomBytes, randomInt } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type ExportSpan, encodeExport } from "./encode-export";

const SPANS_A_TRACE = 10;
const SYSTEM_PROMPT = "You are a helpful support agent. Answer briefly and politely. ".repeat(5);

/** A gzipped export of `spans` model calls with fresh ids, ten to a trace. */
export function exportBody(spans: number, at: Date): Buffer {
  let traceId = randomBytes(16);
  const calls = Array.from({ length: spans }, (_, index) => {
    if (index % SPANS_A_TRACE === 0) traceId = randomBytes(16);
    return modelCall(traceId, index, at);
  });
  return gzipSync(encodeExport(calls), { level: 1 });
}

function modelCall(traceId: Uint8Array, index: number, startedAt: Date): ExportSpan {
  return {
    traceId,
    spanId: randomBytes(8),
    name: "chat gpt-4o",
    startedAt,
    durationMs: 500,
    attributes: attributesOf(index),
  };
}

const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });

function attributesOf(index: number): Record<string, string | number> {
  // Every call has an order of its own, so that what is long enough to be kept once is new each time.
  const order = randomInt(1_000_000_000);
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
      text("user", `Where is my order ${order}?`),
    ]),
    "gen_ai.output.messages": JSON.stringify([text("assistant", `Order ${order} is on its way.`)]),
  };
}
