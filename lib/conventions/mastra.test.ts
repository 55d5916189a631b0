import { expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

it("reads the provider's call, whose finish reasons are a list in a string", () => {
  const span = normalised({
    "mastra.span.type": "model_inference",
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.response.model": "gpt-4o-mini-2024-07-18",
    "gen_ai.response.finish_reasons": '["stop"]',
    "gen_ai.usage.input_tokens": 26,
    "gen_ai.usage.output_tokens": 22,
    "mastra.completion_start_time": "2026-01-01T00:00:01.500Z",
    "mastra.metadata.sessionId": "s1",
    "mastra.metadata.userId": "u1",
    "mastra.metadata.tier": "mini",
    "mastra.tags": '["beta"]',
  });
  expect(span).toMatchObject({
    kind: "llm",
    model: { requested: "gpt-4o", served: "gpt-4o-mini-2024-07-18" },
    finishReason: "stop",
    usage: { inputTokens: 26, outputTokens: 22 },
    timeToFirstTokenMs: 1500,
    input: null,
    sessionId: "s1",
    userId: "u1",
    tier: { served: "mini" },
    tags: ["beta"],
  });
});

it("does not take the steps around a call for calls, whatever operation they name", () => {
  for (const type of ["model_generation", "model_step", "model_chunk"]) {
    const span = normalised({ "mastra.span.type": type, "gen_ai.operation.name": "chat" });
    expect(span.kind).toBe("chain");
  }
});

it("reads input and output under the span's own type", () => {
  const span = normalised({
    "mastra.span.type": "tool_call",
    "gen_ai.tool.name": "get_order",
    "mastra.tool_call.input": '{"order_id":"A-1"}',
    "mastra.tool_call.output": '{"status":"delivered"}',
  });
  expect(span).toMatchObject({
    kind: "tool",
    input: { order_id: "A-1" },
    output: { status: "delivered" },
    tool: { name: "get_order", arguments: { order_id: "A-1" }, result: { status: "delivered" } },
  });
});

it("reads bare tool names as a catalog", () => {
  const span = normalised({
    "mastra.span.type": "agent_run",
    "gen_ai.tool.definitions": '["get_order","search_policy"]',
  });
  expect(span.kind).toBe("agent");
  expect(span.tool?.definitions?.map((tool) => tool.name)).toEqual(["get_order", "search_policy"]);
});

it("takes a conditional step for a decision", () => {
  const span = normalised(
    {
      "mastra.span.type": "workflow_conditional",
      "mastra.workflow_conditional.selected_steps": '["refund"]',
    },
    { name: "route" },
  );
  expect(span.kind).toBe("decision");
  expect(span.decision).toMatchObject({ point: "route", branch: "refund" });
});

it("reads messages in Mastra's nested form", () => {
  const span = normalised({
    "mastra.span.type": "model_inference",
    "mastra.model_inference.input": JSON.stringify({
      messages: [{ role: "user", content: { format: 2, parts: [{ type: "text", text: "hi" }] } }],
    }),
    "mastra.model_inference.output": '{"text":"hello","toolCalls":[]}',
  });
  expect(span.input).toEqual([saying("user", "hi")]);
  expect(span.output).toEqual([saying("assistant", "hello")]);
});

it.each([
  ["processor_run", "guardrail"],
  ["scorer_run", "evaluator"],
  ["memory_operation", "memory"],
  ["mcp_tool_call", "tool"],
  ["rag_vector_operation", "retrieval"],
  ["workflow_run", "chain"],
] as const)("reads type %s as %s", (type, kind) => {
  expect(normalised({ "mastra.span.type": type }).kind).toBe(kind);
});
