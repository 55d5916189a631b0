import fc from "fast-check";
import { expect, it } from "vitest";
import { normalise } from "@/lib/conventions/normalise";
import { type Json, type JsonObject, SPAN_KINDS } from "@/lib/domain/span";
import { anEvent, aRawSpan, normalised } from "@/test/raw-span";

const KEYS = [
  "openinference.span.kind",
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.system_instructions",
  "gen_ai.tool.definitions",
  "gen_ai.tool.call.arguments",
  "gen_ai.response.finish_reasons",
  "gen_ai.retrieval.documents",
  "gen_ai.usage.input_tokens",
  "gen_ai.prompt.0.content",
  "gen_ai.completion.3.tool_calls.0.name",
  "llm.input_messages.0.message.role",
  "llm.input_messages.0.message.content",
  "llm.output_messages.0.message.tool_calls.0.tool_call.function.name",
  "llm.invocation_parameters",
  "llm.tools.0.tool.json_schema",
  "retrieval.documents.0.document.metadata",
  "input.value",
  "output.value",
  "metadata",
  "tag.tags",
  "ai.operationId",
  "ai.prompt.messages",
  "ai.response.toolCalls",
  "ai.response.object",
  "langfuse.observation.type",
  "langfuse.observation.input",
  "langfuse.observation.output",
  "langfuse.observation.usage_details",
  "langfuse.observation.cost_details",
  "langfuse.observation.completion_start_time",
  "mastra.span.type",
  "mastra.workflow_conditional.selected_steps",
  "traceloop.entity.input",
  "gcp.vertex.agent.llm_request",
  "tidemark.segment.__proto__",
  "tidemark.decision.branch",
  "events",
  "__proto__",
  "constructor",
];

const KIND_WORDS = ["LLM", "TOOL", "RETRIEVER", "chat", "generation", "ai.toolCall", "retriever"];

/** Values that look like the real ones, so that the readers get past their first question. */
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }).map((json): Json => JSON.parse(JSON.stringify(json))),
  fc.json({ maxDepth: 4 }),
  fc.constantFrom(...KIND_WORDS),
  fc.constantFrom<Json>(
    [{ role: "user", content: [{ type: "text" }, { type: "tool_result", content: [1] }] }],
    { choices: [{ message: null }, 3], generations: [[{ message: { kwargs: 1 } }]] },
    { lc: 1, id: ["x", "ToolMessage"], kwargs: { content: { type: "text", value: null } } },
  ),
);

const attributes = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), value), { maxLength: 14 })
  .map((entries): JsonObject => {
    const record: { [key: string]: Json } = Object.create(null);
    for (const [key, json] of entries) record[key] = json;
    return record;
  });

it("never throws, whatever the attributes, and always gives a known kind", () => {
  fc.assert(
    fc.property(attributes, attributes, fc.string(), (own, ofEvent, name) => {
      const events = [anEvent("gen_ai.choice", ofEvent), anEvent("db.query.result", ofEvent)];
      const facts = normalise(aRawSpan(own, { name, events, resource: ofEvent }));
      expect(SPAN_KINDS).toContain(facts.kind);
      // What was folded can be stored: it is JSON, without NaN or undefined inside.
      expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    }),
    { numRuns: 500 },
  );
});

it("says nothing of a span that says nothing", () => {
  const { kind, status, segments, envelope, tags, dialects, ...rest } = normalised({});
  expect({ kind, status }).toEqual({ kind: "chain", status: { code: "ok", message: null } });
  expect([segments, envelope, tags, dialects]).toEqual([{}, {}, [], []]);
  expect(Object.values(rest).every((fact) => fact === null)).toBe(true);
});

it("takes an empty attribute for an absent one", () => {
  const span = normalised({
    "llm.request.model_name": "",
    "gen_ai.request.model": "gpt-4o",
    "langfuse.session.id": "",
    "session.id": "s1",
    "ai.response.text": "",
  });
  expect(span).toMatchObject({ model: { requested: "gpt-4o" }, sessionId: "s1", output: null });
});

it("goes on to the next dialect when a word for the kind is unknown", () => {
  const span = normalised({
    "openinference.span.kind": "UNKNOWN",
    "gen_ai.operation.name": "chat",
  });
  expect(span.kind).toBe("llm");
});

it("lets each field come from the dialect that knows it, on a span of several", () => {
  const span = normalised({
    "gen_ai.operation.name": "chat",
    "openinference.span.kind": "AGENT",
    "gcp.vertex.agent.session_id": "s1",
    "gen_ai.usage.input_tokens": 5,
    "llm.token_count.completion": 7,
  });
  expect(span).toMatchObject({
    kind: "agent",
    sessionId: "s1",
    usage: { inputTokens: 5, outputTokens: 7 },
  });
});

it("keeps a key named __proto__ as a key like any other", () => {
  const span = normalised(
    JSON.parse('{"tidemark.segment.__proto__":"x","gen_ai.prompt.0.__proto__.polluted":"y"}'),
  );
  expect(Object.entries(span.segments)).toEqual([["__proto__", "x"]]);
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

it("leaves JSON that nests absurdly deep as text", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  expect(normalised({ "input.value": deep }).input).toBe(deep);
  const brackets = JSON.stringify({ code: "[".repeat(1000) });
  expect(normalised({ "input.value": brackets }).input).toEqual({ code: "[".repeat(1000) });
});

it("parses arguments and results of tools only where they are JSON documents", () => {
  const resultOf = (result: string) =>
    normalised({ "gen_ai.tool.name": "f", "gen_ai.tool.call.result": result }).tool?.result;
  expect(resultOf('{"a":1}')).toEqual({ a: 1 });
  expect(resultOf('"quoted"')).toBe("quoted");
  expect(resultOf("42")).toBe("42");
  expect(resultOf("{broken")).toBe("{broken");
});
