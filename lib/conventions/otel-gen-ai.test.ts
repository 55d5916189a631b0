import { describe, expect, it } from "vitest";
import { anEvent, normalised, saying } from "@/test/raw-span";

describe("messages", () => {
  it("puts the system instructions before the input", () => {
    const span = normalised({
      "gen_ai.operation.name": "chat",
      "gen_ai.system_instructions": '[{"type":"text","content":"Be brief"}]',
      "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]',
    });
    expect(span.input).toEqual([saying("system", "Be brief"), saying("user", "hi")]);
  });

  it("takes a tool's response under either name, parsed", () => {
    const span = normalised({
      "gen_ai.operation.name": "chat",
      "gen_ai.input.messages": JSON.stringify([
        { role: "tool", parts: [{ type: "tool_call_response", id: "a", response: '{"x":1}' }] },
        { role: "tool", parts: [{ type: "tool_call_response", id: "b", result: "plain" }] },
      ]),
    });
    expect(span.input).toEqual([
      { role: "tool", parts: [{ type: "tool_call_response", id: "a", response: { x: 1 } }] },
      { role: "tool", parts: [{ type: "tool_call_response", id: "b", response: "plain" }] },
    ]);
  });

  it("keeps pictures and files as they came", () => {
    const blob = { type: "blob", mime_type: "image/png", content: "AAAA" };
    const span = normalised({
      "gen_ai.operation.name": "chat",
      "gen_ai.input.messages": [{ role: "user", parts: [blob] }],
    });
    expect(span.input).toEqual([{ role: "user", parts: [{ type: "other", value: blob }] }]);
  });

  it("reads the details event, whose messages are real lists", () => {
    const span = normalised(
      { "gen_ai.operation.name": "chat" },
      {
        events: [
          anEvent("gen_ai.client.inference.operation.details", {
            "gen_ai.system_instructions": [{ type: "text", content: "Be brief" }],
            "gen_ai.input.messages": [{ role: "user", parts: [{ type: "text", content: "hi" }] }],
            "gen_ai.output.messages":
              '[{"role":"assistant","parts":[{"type":"text","content":"yo"}]}]',
          }),
        ],
      },
    );
    expect(span.input).toEqual([saying("system", "Be brief"), saying("user", "hi")]);
    expect(span.output).toEqual([saying("assistant", "yo")]);
  });

  it("reads one event per message, and the choice", () => {
    const span = normalised(
      { "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o" },
      {
        events: [
          anEvent("gen_ai.system.message", { content: "Be brief" }),
          anEvent("gen_ai.user.message", { content: "Where is it?" }),
          anEvent("gen_ai.assistant.message", {
            tool_calls:
              '[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]',
          }),
          anEvent("gen_ai.tool.message", { id: "c1", content: '{"ok":true}' }),
          anEvent("gen_ai.choice", {
            index: 0,
            finish_reason: "stop",
            message: '{"role":"assistant","content":"There."}',
          }),
        ],
      },
    );
    expect(span).toMatchObject({ kind: "llm", provider: "openai", finishReason: "stop" });
    expect(span.input).toEqual([
      saying("system", "Be brief"),
      saying("user", "Where is it?"),
      {
        role: "assistant",
        parts: [{ type: "tool_call", id: "c1", name: "f", arguments: { a: 1 } }],
      },
      { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: { ok: true } }] },
    ]);
    expect(span.output).toEqual([saying("assistant", "There.")]);
  });

  it("reads the indexed attributes of older instrumentations", () => {
    const span = normalised({
      "llm.request.type": "chat",
      "gen_ai.prompt.0.role": "system",
      "gen_ai.prompt.0.content": "Be brief",
      "gen_ai.prompt.1.role": "user",
      "gen_ai.prompt.1.content": '[{"type":"text","text":"hi"}]',
      "gen_ai.prompt.2.role": "tool",
      "gen_ai.prompt.2.content": "done",
      "gen_ai.prompt.2.tool_call_id": "c1",
      "gen_ai.completion.0.role": "assistant",
      "gen_ai.completion.0.content": '{"score": 1}',
      "gen_ai.completion.0.finish_reason": "tool_calls",
      "gen_ai.completion.0.tool_calls.0.id": "c2",
      "gen_ai.completion.0.tool_calls.0.name": "f",
      "gen_ai.completion.0.tool_calls.0.arguments": '{"a":1}',
      "gen_ai.usage.prompt_tokens": 12,
      "gen_ai.usage.completion_tokens": 3,
    });
    expect(span).toMatchObject({
      kind: "llm",
      finishReason: "tool_calls",
      usage: { inputTokens: 12, outputTokens: 3 },
    });
    expect(span.input).toEqual([
      saying("system", "Be brief"),
      saying("user", "hi"),
      { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "done" }] },
    ]);
    expect(span.output).toEqual([
      {
        role: "assistant",
        parts: [
          { type: "text", content: '{"score": 1}' },
          { type: "tool_call", id: "c2", name: "f", arguments: { a: 1 } },
        ],
      },
    ]);
  });
});

it("gives sampling by OpenAI's names, and nothing but sampling", () => {
  const span = normalised({
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.request.temperature": 0,
    "gen_ai.request.stop_sequences": ["END"],
    "gen_ai.request.choice.count": 2,
    "gen_ai.request.reasoning.level": "high",
    "gen_ai.request.stream": true,
  });
  expect(span.sampling).toEqual({ temperature: 0, stop: ["END"], n: 2, reasoning_effort: "high" });
});

it("takes cached, written and reasoning tokens from their newest names", () => {
  const span = normalised({
    "gen_ai.usage.input_tokens": "100",
    "gen_ai.usage.output_tokens": 50,
    "gen_ai.usage.cache_read.input_tokens": 40,
    "gen_ai.usage.cache_write.input_tokens": 5,
    "gen_ai.usage.cache_creation.input_tokens": 6,
    "gen_ai.usage.reasoning.output_tokens": 20,
    "gen_ai.usage.reasoning_tokens": 21,
    "llm.token_count.prompt": 1,
  });
  expect(span.usage).toEqual({
    inputTokens: 100,
    cachedInputTokens: 40,
    cacheWriteInputTokens: 5,
    outputTokens: 50,
    reasoningTokens: 20,
  });
});

it("turns seconds to the first chunk into milliseconds", () => {
  expect(normalised({ "gen_ai.response.time_to_first_chunk": 0.25 }).timeToFirstTokenMs).toBe(250);
});

it("reads a retrieval with its source", () => {
  const span = normalised({
    "gen_ai.operation.name": "retrieval",
    "gen_ai.data_source.id": "kb-7",
    "gen_ai.retrieval.query.text": "refund",
    "gen_ai.retrieval.documents": '[{"id":"POL-7","score":0.9}]',
  });
  expect(span.retrieval).toEqual({
    query: "refund",
    index: "kb-7",
    documents: [{ id: "POL-7", score: 0.9, content: null, metadata: null }],
  });
});

describe("status", () => {
  it.each([
    ["an error type", { "error.type": "timeout" }, {}, "timeout"],
    ["code 2", {}, { statusCode: 2, statusMessage: "a\n  at b" }, "a\n  at b"],
    ["an exception", {}, { events: [anEvent("exception", { "exception.message": "x" })] }, "x"],
  ])("is an error with %s", (_, attributes, fields, message) => {
    expect(normalised(attributes, fields).status).toEqual({ code: "error", message });
  });

  it("is unset when nobody said, and ok when the sender did", () => {
    expect(normalised({}).status.code).toBe("ok");
    expect(normalised({}, { statusCode: 1 }).status.code).toBe("ok");
  });
});

it("reads a branch and a handoff; an agent that hands off stays an agent", () => {
  const branch = normalised({
    "gen_ai.workflow.branch_node": "route",
    "gen_ai.workflow.branch_taken": "refund",
    "gen_ai.workflow.branch_options": '["refund","order"]',
  });
  expect(branch).toMatchObject({
    kind: "decision",
    decision: { point: "route", branch: "refund", options: ["refund", "order"] },
  });
  const agent = normalised({
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.handoff.target.name": "billing",
  });
  expect(agent).toMatchObject({ kind: "agent", decision: { branch: "billing" } });
});

it.each([
  ["openai.chat", "openai"],
  ["openai.responses", "openai"],
  ["azure.ai.openai", "azure.ai.openai"],
  ["az.ai.openai", "azure.ai.openai"],
  ["vertexai", "gcp.vertex_ai"],
  ["google.vertex.chat", "gcp.vertex_ai"],
  ["google.generative-ai", "gcp.gemini"],
  ["xai", "x_ai"],
  ["mistral.chat", "mistral_ai"],
  ["amazon-bedrock", "aws.bedrock"],
  ["Anthropic", "anthropic"],
  ["anthropic.messages", "anthropic"],
  ["microsoft.agent_framework", "microsoft.agent_framework"],
])("calls provider %s %s", (sent, canonical) => {
  expect(normalised({ "gen_ai.provider.name": sent }).provider).toBe(canonical);
});

it.each([
  ["tool-calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["tool_use", "tool_calls"],
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["MAX_TOKENS", "length"],
  ["max_output_tokens", "length"],
  ["content-filter", "content_filter"],
  ["Refusal", "refusal"],
])("calls finish reason %s %s", (sent, canonical) => {
  expect(normalised({ "gen_ai.response.finish_reasons": [sent] }).finishReason).toBe(canonical);
});
