import { expect, it } from "vitest";
import { normalise } from "@/lib/conventions/normalise";
import { convertNativeItem } from "@/lib/conventions/openai-agents-native";
import type { JsonObject } from "@/lib/domain/span";
import { aRawSpan, saying } from "@/test/raw-span";

function anItem(spanData: JsonObject, more: JsonObject = {}) {
  return {
    object: "trace.span",
    id: "span_0123456789abcdef01234567",
    trace_id: "trace_0123456789abcdef0123456789abcdef",
    parent_id: null,
    started_at: "2026-01-01T00:00:00.000Z",
    ended_at: "2026-01-01T00:00:01.000Z",
    span_data: spanData,
    error: null,
    ...more,
  };
}

function factsOf(spanData: JsonObject, more: JsonObject = {}) {
  const item = convertNativeItem(anItem(spanData, more));
  if (item?.object !== "span") throw new Error("not a span");
  const { name, statusCode, statusMessage } = item;
  return normalise(aRawSpan(item.attributes, { name, statusCode, statusMessage }));
}

it("keeps ids of 24 digits as text, and times as sent", () => {
  expect(convertNativeItem(anItem({ type: "agent", name: "triage" }))).toMatchObject({
    object: "span",
    spanId: "span_0123456789abcdef01234567",
    traceId: "trace_0123456789abcdef0123456789abcdef",
    parentId: null,
    name: "triage",
    startedAt: "2026-01-01T00:00:00.000Z",
  });
});

it("reads a trace's group as the session of its spans", () => {
  expect(
    convertNativeItem({
      object: "trace",
      id: "trace_1",
      workflow_name: "support",
      group_id: "sess-1",
      metadata: { tier: "primary" },
    }),
  ).toEqual({
    object: "trace",
    traceId: "trace_1",
    name: "support",
    attributes: {
      "gen_ai.workflow.name": "support",
      "gen_ai.conversation.id": "sess-1",
      metadata: { tier: "primary" },
    },
  });
});

it("reads a generation", () => {
  const span = factsOf({
    type: "generation",
    model: "gpt-4o",
    model_config: { temperature: 0.2, tool_choice: "auto" },
    input: [{ role: "user", content: "hi" }],
    output: [{ role: "assistant", content: "hello" }],
    usage: { input_tokens: 9, output_tokens: 3, input_tokens_details: { cached_tokens: 2 } },
  });
  expect(span).toMatchObject({
    kind: "llm",
    model: { requested: "gpt-4o", served: null },
    sampling: { temperature: 0.2 },
    usage: { inputTokens: 9, cachedInputTokens: 2, outputTokens: 3 },
    input: [saying("user", "hi")],
    output: [saying("assistant", "hello")],
    dialects: expect.arrayContaining(["openai-agents"]),
  });
});

it("leaves everything unknown on a response, which says only its id", () => {
  const span = factsOf({ type: "response", response_id: "resp_1" });
  expect(span).toMatchObject({ kind: "llm", model: null, usage: null, input: null, output: null });
});

it("reads a function with its JSON arguments, and no call id", () => {
  const span = factsOf({
    type: "function",
    name: "get_order",
    input: '{"order_id":"A-1"}',
    output: "delivered",
  });
  expect(span.kind).toBe("tool");
  expect(span.tool).toMatchObject({
    name: "get_order",
    callId: null,
    arguments: { order_id: "A-1" },
    result: "delivered",
  });
});

it("takes a handoff for a decision", () => {
  const span = factsOf({ type: "handoff", from_agent: "triage", to_agent: "billing" });
  expect(span).toMatchObject({
    kind: "decision",
    agent: "triage",
    decision: { point: "handoff", branch: "billing" },
  });
});

it.each([
  [{ type: "guardrail", name: "g", triggered: false }, "guardrail"],
  [{ type: "custom", name: "turn", data: { sdk_span_type: "turn" } }, "chain"],
  [{ type: "task", name: "t" }, "chain"],
  [{ type: "mcp_tools", server: "s", result: ["a"] }, "chain"],
  [{ type: "something_new" }, "chain"],
] as const)("reads %j as %s", (data, kind) => {
  expect(factsOf(data).kind).toBe(kind);
});

it("takes an error for a failure with its message", () => {
  const span = factsOf({ type: "function", name: "f" }, { error: { message: "boom", data: {} } });
  expect(span.status).toEqual({ code: "error", message: "boom" });
});

it.each([null, 1, "x", [], {}, { object: "trace.span" }, { object: "trace" }])(
  "makes nothing of %j",
  (item) => {
    expect(convertNativeItem(item)).toBeUndefined();
  },
);
