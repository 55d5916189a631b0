import { expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

const llm = { "openinference.span.kind": "LLM" };

it("believes the parameters over the model name, which a response may have overwritten", () => {
  const span = normalised({
    ...llm,
    "llm.model_name": "gpt-4o-2024-08-06",
    "llm.invocation_parameters": '{"model":"gpt-4o","temperature":0.1,"tools":[{"name":"f"}]}',
  });
  expect(span.model).toMatchObject({ requested: "gpt-4o", served: "gpt-4o-2024-08-06" });
  expect(span.sampling).toEqual({ temperature: 0.1 });
  expect(span.tool?.definitions?.[0]?.name).toBe("f");
});

it("prefers the names that tell request and response apart", () => {
  const span = normalised({
    ...llm,
    "llm.request.model_name": "a",
    "llm.response.model_name": "b",
    "gen_ai.request.model": "c",
    "llm.model_name": "d",
  });
  expect(span.model).toMatchObject({ requested: "a", served: "b" });
});

it("takes no model from the body of a tool, whose argument may be called so", () => {
  const span = normalised({
    "openinference.span.kind": "TOOL",
    "input.value": '{"model":"X1 Carbon"}',
    "output.value": '{"model":"X1"}',
  });
  expect(span.model).toBeNull();
  expect(span.tool).toMatchObject({ arguments: { model: "X1 Carbon" }, result: { model: "X1" } });
});

it("reads contents of several parts and a message without a role", () => {
  const span = normalised({
    ...llm,
    "llm.input_messages.0.message.role": "user",
    "llm.input_messages.0.message.contents.0.message_content.type": "text",
    "llm.input_messages.0.message.contents.0.message_content.text": "What is this?",
    "llm.input_messages.0.message.contents.1.message_content.type": "image",
    "llm.input_messages.0.message.contents.1.message_content.image.image.url": "data:,",
    "llm.output_messages.0.message.content": "A cat",
  });
  expect(span.input).toEqual([
    {
      role: "user",
      parts: [
        { type: "text", content: "What is this?" },
        { type: "other", value: { type: "image", image: { image: { url: "data:," } } } },
      ],
    },
  ]);
  expect(span.output).toEqual([saying("assistant", "A cat")]);
});

it("keeps messages whose indexes start anywhere, in their order", () => {
  const entries = Array.from({ length: 15 }, (_, at) => [
    `llm.output_messages.${247 - at}.message.content`,
    `m${247 - at}`,
  ]);
  const { output } = normalised({ ...llm, ...Object.fromEntries(entries) });
  expect(output).toHaveLength(15);
  expect(output).toMatchObject([
    saying("assistant", "m233"),
    saying("assistant", "m234"),
    ...Array(13).fill({}),
  ]);
});

it("does not take a tool's schema for its arguments", () => {
  const span = normalised({
    "openinference.span.kind": "TOOL",
    "tool.parameters": '{"type":"object","properties":{"a":{}}}',
    "input.value": '{"a":1}',
  });
  expect(span.tool?.arguments).toEqual({ a: 1 });
});

it("reads a reranker's output before its input", () => {
  const span = normalised({
    "openinference.span.kind": "RERANKER",
    "reranker.query": "refund",
    "reranker.input_documents.0.document.id": "a",
    "reranker.output_documents.0.document.id": "b",
    "reranker.output_documents.0.document.score": 0.7,
  });
  expect(span.kind).toBe("retrieval");
  expect(span.retrieval).toMatchObject({ query: "refund", documents: [{ id: "b", score: 0.7 }] });
});

it("reads tags and tier out of JSON, and an unreadable list as one tag", () => {
  const span = normalised({ "tag.tags": '["a","b","a"]', metadata: '{"tier":"mini"}' });
  expect(span.tags).toEqual(["a", "b"]);
  expect(span.tier).toEqual({ served: "mini", intended: null, reason: null, rule: null });
  expect(normalised({ "tag.tags": "only" }).tags).toEqual(["only"]);
});

it("never takes the provider's service tier for ours", () => {
  const span = normalised({
    ...llm,
    "gen_ai.response.service_tier": "flex",
    "openai.response.service_tier": "flex",
    "llm.invocation_parameters": '{"service_tier":"flex"}',
  });
  expect(span.tier).toBeNull();
  expect(span.sampling).toBeNull();
});
