import { expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

const call = { "ai.operationId": "ai.generateText.doGenerate", "ai.model.id": "gpt-4o" };

it("puts reasoning, text and tool calls of an answer into one message", () => {
  const span = normalised({
    ...call,
    "ai.response.reasoning": "hm",
    "ai.response.text": "Let me look.",
    "ai.response.toolCalls": '[{"toolCallId":"c1","toolName":"f","args":{"a":1}}]',
  });
  expect(span.output).toEqual([
    {
      role: "assistant",
      parts: [
        { type: "reasoning", content: "hm" },
        { type: "text", content: "Let me look." },
        { type: "tool_call", id: "c1", name: "f", arguments: { a: 1 } },
      ],
    },
  ]);
});

it("gives a generated object as the text the model wrote, and as itself at the root", () => {
  const object = { "ai.response.object": '{"score":1}' };
  expect(normalised({ ...call, ...object }).output).toEqual([saying("assistant", '{"score":1}')]);
  const root = normalised({ ...object, "ai.operationId": "ai.generateObject" });
  expect(root).toMatchObject({ kind: "chain", output: { score: 1 } });
});

it("reads catalogs that are lists of JSON texts, also without descriptions", () => {
  const span = normalised({
    ...call,
    "ai.prompt.tools": ['{"type":"function","name":"f","inputSchema":{"type":"object"}}'],
  });
  expect(span.tool?.definitions).toEqual([
    { name: "f", description: null, parameters: { type: "object" } },
  ]);
});

it("takes settings for sampling, except those of its own loop", () => {
  const span = normalised({
    ...call,
    "ai.settings.temperature": 0.2,
    "ai.settings.maxOutputTokens": 100,
    "ai.settings.maxRetries": 2,
  });
  expect(span.sampling).toEqual({ temperature: 0.2, max_tokens: 100 });
});

it("finds session and user in the runtime context when there is no metadata", () => {
  const span = normalised({
    "ai.settings.context.sessionId": "s1",
    "ai.settings.context.userId": "u1",
  });
  expect(span).toMatchObject({ sessionId: "s1", userId: "u1" });
});

it.each([
  ["ai.streamText.doStream", "llm"],
  ["ai.generateObject.doGenerate", "llm"],
  ["ai.embedMany.doEmbed", "embedding"],
  ["ai.toolCall", "tool"],
  ["ai.generateText", "chain"],
  ["ai.embed", "chain"],
] as const)("reads %s as %s", (operation, kind) => {
  expect(normalised({ "ai.operationId": operation }).kind).toBe(kind);
});
