import fc from "fast-check";
import { expect, it } from "vitest";
import { makeRawSpan } from "@/lib/conventions/make-raw-span";
import { normalise } from "@/lib/conventions/normalise";
import type { RawSpan } from "@/lib/conventions/raw-span";
import type { Json, JsonObject } from "@/lib/domain/span";

const KEYS = [
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.response.model",
  "gen_ai.request.temperature",
  "gen_ai.usage.input_tokens",
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.tool.name",
  "gen_ai.prompt.0.content",
  "gen_ai.prompt.0.role",
  "openinference.span.kind",
  "input.value",
  "output.value",
  "llm.model_name",
  "llm.invocation_parameters",
  "metadata",
  "langfuse.observation.type",
  "langfuse.trace.tags",
  "langfuse.observation.input",
  "ai.operationId",
  "ai.model.id",
  "ai.prompt.messages",
  "traceloop.span.kind",
  "traceloop.entity.input",
  "tidemark.tier",
  "tidemark.segment.plan",
  "tidemark.envelope.router",
  "tidemark.eval.case",
  "tidemark.tags",
  "error.type",
  "session.id",
  "user.id",
  "tag.tags",
  "deployment.environment.name",
  "service.version",
  "__proto__",
];

const VALUES: readonly Json[] = [
  "chat",
  "LLM",
  "tool",
  "execute_tool",
  "generation",
  "gpt-4o",
  "",
  "12",
  7,
  0.5,
  true,
  ["a", "b"],
  '["x"]',
  '{"langgraph_node":"plan","tags":["t"],"temperature":1}',
  '[{"role":"user","parts":[{"type":"text","content":"hello"}]}]',
];

const record = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)), {
    selector: ([key]) => key,
    maxLength: 12,
  })
  .map((entries) => {
    const made: { [key: string]: Json } = Object.create(null);
    for (const [key, value] of entries) made[key] = value;
    return made;
  });

function rawSpan(attributes: JsonObject, resource: JsonObject, name: string): RawSpan {
  return makeRawSpan({
    name,
    scope: "any",
    statusCode: 0,
    statusMessage: "",
    startUnixNano: "1700000000000000000",
    attributes,
    resource,
    events: [],
  });
}

/** With the same keys, and a name and values that say something else. */
function otherwise(attributes: JsonObject): JsonObject {
  const other: { [key: string]: Json } = Object.create(null);
  for (const key of Object.keys(attributes)) other[key] = "something else";
  return other;
}

it("reads a span alike whether or not spans with its keys were met before", () => {
  fc.assert(
    fc.property(
      record,
      record,
      fc.constantFrom("chat", "Branch<x>", "claude_code.tool"),
      (own, process, name) => {
        const met = { ...process, first: "" };
        const before = normalise(rawSpan(own, met, name));
        // The first two make the plan, by other values than those that are read by it.
        for (let time = 0; time < 3; time += 1) {
          normalise(rawSpan(otherwise(own), otherwise(met), "another"));
        }
        const raw = rawSpan(own, met, name);
        expect(raw.plan).toBeDefined();
        expect(normalise(raw)).toEqual(before);
      },
    ),
    { numRuns: 400 },
  );
});

it("makes no plan for keys that come once", () => {
  expect(rawSpan({ "only.here": 1 }, {}, "one").plan).toBeUndefined();
});
