import { expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

const generation = {
  "langfuse.observation.type": "generation",
  "langfuse.observation.model.name": "gpt-4o-2024-08-06",
  "langfuse.observation.input": JSON.stringify({
    messages: [{ role: "user", content: "Where is my order?" }],
    tools: [{ type: "function", function: { name: "get_order", parameters: { type: "object" } } }],
  }),
  "langfuse.observation.output": JSON.stringify({
    role: "assistant",
    content: null,
    tool_calls: [
      { id: "c1", type: "function", function: { name: "get_order", arguments: '{"id":"A-1"}' } },
    ],
  }),
  "langfuse.observation.usage_details": JSON.stringify({
    input: 20,
    output: 40,
    total: 71,
    input_cached_tokens: 6,
    output_reasoning_tokens: 5,
  }),
  "langfuse.observation.cost_details": '{"input":0.001,"output":0.002,"total":0.003}',
  "langfuse.observation.model.parameters": '{"temperature":0.3,"stream":true}',
  "langfuse.observation.completion_start_time": '"2026-01-01T00:00:00.250Z"',
  "langfuse.observation.prompt.name": "support",
  "langfuse.observation.prompt.version": 7,
  "langfuse.trace.tags": ["beta", "eu"],
  "langfuse.environment": "staging",
  "langfuse.release": "1.4.2",
  "session.id": "s1",
  "user.id": "u1",
};

it("reads a generation whole", () => {
  const span = normalised(generation);
  expect(span).toMatchObject({
    kind: "llm",
    model: { requested: null, served: "gpt-4o-2024-08-06" },
    provider: null,
    sampling: { temperature: 0.3 },
    costUsd: 0.003,
    timeToFirstTokenMs: 250,
    prompt: { name: "support", version: "7" },
    environment: "staging",
    release: "1.4.2",
    sessionId: "s1",
    userId: "u1",
    tags: ["beta", "eu"],
    dialects: ["langfuse"],
  });
  expect(span.sampling).toEqual({ temperature: 0.3 });
  expect(span.tool?.definitions).toEqual([
    { name: "get_order", description: null, parameters: { type: "object" } },
  ]);
  expect(span.input).toEqual([saying("user", "Where is my order?")]);
  expect(span.output).toEqual([
    {
      role: "assistant",
      parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: "A-1" } }],
    },
  ]);
});

it("adds the cached and reasoning tokens that Langfuse counts apart", () => {
  expect(normalised(generation).usage).toEqual({
    inputTokens: 26,
    cachedInputTokens: 6,
    cacheWriteInputTokens: null,
    outputTokens: 45,
    reasoningTokens: 5,
  });
});

it("adds Anthropic's cache counts too", () => {
  const { usage } = normalised({
    "langfuse.observation.usage_details":
      '{"input":10,"output":5,"cache_read_input_tokens":100,"cache_creation_input_tokens":30}',
  });
  expect(usage).toMatchObject({
    inputTokens: 140,
    cachedInputTokens: 100,
    cacheWriteInputTokens: 30,
    outputTokens: 5,
  });
});

it("adds nothing when input and output alone make up the total", () => {
  const { usage } = normalised({
    "langfuse.observation.usage_details":
      '{"input":26,"output":45,"total":71,"input_cached_tokens":6}',
  });
  expect(usage).toMatchObject({ inputTokens: 26, cachedInputTokens: 6, outputTokens: 45 });
});

it("sees a failure in the level, and takes its cost of 0 for unknown", () => {
  const span = normalised({
    "langfuse.observation.type": "generation",
    "langfuse.observation.level": "ERROR",
    "langfuse.observation.status_message": "503 overloaded",
    "langfuse.observation.cost_details": '{"total":0}',
  });
  expect(span.status).toEqual({ code: "error", message: "503 overloaded" });
  expect(span.costUsd).toBeNull();
});

it("keeps a cost of 0 on a call that worked", () => {
  const span = normalised({ "langfuse.observation.cost_details": '{"total":0}' });
  expect(span.costUsd).toBe(0);
});

it("reads a tool with its call id out of the metadata", () => {
  const span = normalised(
    {
      "langfuse.observation.type": "tool",
      "langfuse.observation.input": '{"order_id":"A-1001"}',
      "langfuse.observation.output": '{"status":"delivered"}',
      "langfuse.observation.metadata.tool_call_id": "call_1",
    },
    { name: "get_order" },
  );
  expect(span.tool).toEqual({
    name: "get_order",
    callId: "call_1",
    arguments: { order_id: "A-1001" },
    result: { status: "delivered" },
    definitions: null,
    rawBytes: null,
  });
});

it("reads a retriever's documents from its output", () => {
  const span = normalised({
    "langfuse.observation.type": "retriever",
    "langfuse.observation.input": "refund window",
    "langfuse.observation.output": '[{"id":"POL-7","score":0.91,"text":"Refunds in 30 days."}]',
  });
  expect(span.kind).toBe("retrieval");
  expect(span.retrieval).toEqual({
    query: "refund window",
    index: null,
    documents: [{ id: "POL-7", score: 0.91, content: "Refunds in 30 days.", metadata: null }],
  });
});

it.each([
  ["span", "chain"],
  ["event", "chain"],
  ["agent", "agent"],
  ["embedding", "embedding"],
  ["guardrail", "guardrail"],
  ["evaluator", "evaluator"],
] as const)("reads type %s as %s", (type, kind) => {
  expect(normalised({ "langfuse.observation.type": type }).kind).toBe(kind);
});

it("takes an experiment's item for an eval case", () => {
  const span = normalised({
    "langfuse.experiment.id": "run-1",
    "langfuse.experiment.dataset.id": "refunds",
    "langfuse.experiment.item.id": "case-3",
  });
  expect(span.eval).toEqual({ suite: "refunds", run: "run-1", case: "case-3", attempt: null });
  expect(span.source).toBe("eval");
});

it("reads the tier from metadata, flat or whole", () => {
  expect(normalised({ "langfuse.observation.metadata.tier": "canned" }).tier?.served).toBe(
    "canned",
  );
  expect(normalised({ "langfuse.trace.metadata": '{"tier":"mini"}' }).tier?.served).toBe("mini");
});
