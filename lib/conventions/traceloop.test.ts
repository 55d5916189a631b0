import { expect, it } from "vitest";
import { anEvent, normalised } from "@/test/raw-span";

it.each([
  ["keyword arguments", { args: [], kwargs: { a: 1 } }, { a: 1 }],
  ["one positional argument", { args: [{ a: 1 }], kwargs: {} }, { a: 1 }],
  ["several positional arguments", { args: [1, 2], kwargs: {} }, [1, 2]],
  ["no arguments", { args: [], kwargs: {} }, {}],
])("reads a tool called with %s", (_, input, expected) => {
  const span = normalised({
    "traceloop.span.kind": "tool",
    "traceloop.entity.name": "get_order",
    "traceloop.entity.input": JSON.stringify(input),
    "traceloop.entity.output": '"done"',
  });
  expect(span.tool).toMatchObject({
    name: "get_order",
    callId: null,
    arguments: expected,
    result: "done",
  });
});

it("names an agent by its entity, where the GenAI name is missing", () => {
  const agent = { "traceloop.span.kind": "agent", "traceloop.entity.name": "support" };
  expect(normalised(agent)).toMatchObject({ kind: "agent", agent: "support" });
  const task = { "traceloop.span.kind": "task", "traceloop.entity.name": "sum" };
  expect(normalised(task)).toMatchObject({ kind: "chain", agent: null });
});

it("takes a vector search for a retrieval, by its result events alone", () => {
  const event = anEvent("db.query.result", {
    "db.query.result.id": "POL-7",
    "db.query.result.score": 0.9,
    "db.query.result.metadata": {},
    "db.query.result.document": "text",
  });
  const span = normalised({ "db.collection.name": "kb" }, { events: [event] });
  expect(span.kind).toBe("retrieval");
  expect(span.retrieval).toEqual({
    query: null,
    index: "kb",
    documents: [{ id: "POL-7", score: 0.9, content: "text", metadata: null }],
  });
});

it("reads what it associates with the trace, and the prompt's version", () => {
  const span = normalised({
    "traceloop.association.properties.session_id": "s1",
    "traceloop.association.properties.user_id": "u1",
    "traceloop.association.properties.tier": "mini",
    "traceloop.prompt.key": "support",
    "traceloop.prompt.version": 3,
  });
  expect(span).toMatchObject({
    sessionId: "s1",
    userId: "u1",
    tier: { served: "mini" },
    prompt: { name: "support", version: "3" },
  });
});

it("knows its guardrails by name", () => {
  expect(normalised({}, { name: "guardrail.run" }).kind).toBe("guardrail");
});
