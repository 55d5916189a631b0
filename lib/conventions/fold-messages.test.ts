import { expect, it } from "vitest";
import { foldMessages } from "@/lib/conventions/fold-messages";
import { saying } from "@/test/raw-span";

const called = [
  {
    role: "assistant",
    parts: [{ type: "tool_call", id: "c1", name: "f", arguments: { a: 1 } }],
  },
];

it.each([
  [
    "OpenAI chat",
    {
      choices: [
        {
          message: {
            role: "assistant",
            content: null,
            tool_calls: [
              { id: "c1", type: "function", function: { name: "f", arguments: '{"a":1}' } },
            ],
          },
        },
      ],
    },
  ],
  [
    "OpenAI responses",
    {
      output: [{ type: "function_call", id: "fc", call_id: "c1", name: "f", arguments: '{"a":1}' }],
    },
  ],
  [
    "Anthropic",
    {
      type: "message",
      role: "assistant",
      content: [{ type: "tool_use", id: "c1", name: "f", input: { a: 1 } }],
    },
  ],
  [
    "AI SDK",
    [
      {
        role: "assistant",
        content: [{ type: "tool-call", toolCallId: "c1", toolName: "f", input: { a: 1 } }],
      },
    ],
  ],
  [
    "Google",
    {
      candidates: [
        {
          content: {
            role: "model",
            parts: [{ functionCall: { id: "c1", name: "f", args: { a: 1 } } }],
          },
        },
      ],
    },
  ],
  [
    "Bedrock",
    {
      output: {
        message: {
          role: "assistant",
          content: [{ toolUse: { toolUseId: "c1", name: "f", input: { a: 1 } } }],
        },
      },
    },
  ],
  ["LangChain", { type: "ai", content: "", tool_calls: [{ id: "c1", name: "f", args: { a: 1 } }] }],
  ["OpenTelemetry", called],
])("reads a tool call as %s writes it", (_, body) => {
  expect(foldMessages(body, "assistant")).toEqual(called);
});

it.each([
  ["OpenAI", { role: "tool", tool_call_id: "c1", content: '{"ok":true}' }],
  [
    "Anthropic",
    {
      role: "tool",
      content: [
        {
          type: "tool_result",
          tool_use_id: "c1",
          content: [{ type: "text", text: '{"ok":true}' }],
        },
      ],
    },
  ],
  [
    "AI SDK",
    {
      role: "tool",
      content: [
        {
          type: "tool-result",
          toolCallId: "c1",
          toolName: "f",
          output: { type: "json", value: { ok: true } },
        },
      ],
    },
  ],
  ["OpenAI responses", { type: "function_call_output", call_id: "c1", output: '{"ok":true}' }],
])("reads a tool's answer as %s writes it", (_, message) => {
  expect(foldMessages([saying("user", "hi"), message], "user")?.[1]).toEqual({
    role: "tool",
    parts: [{ type: "tool_call_response", id: "c1", response: { ok: true } }],
  });
});

it.each([
  ["Anthropic", { system: "Be brief", messages: [{ role: "user", content: "hi" }] }],
  ["OpenAI responses", { model: "gpt-5", instructions: "Be brief", input: "hi" }],
  ["AI SDK", { system: "Be brief", prompt: "hi" }],
  ["Google", { config: { system_instruction: { parts: [{ text: "Be brief" }] } }, contents: "hi" }],
])("puts the instructions first in a request to %s", (_, body) => {
  expect(foldMessages(body, "user")).toEqual([saying("system", "Be brief"), saying("user", "hi")]);
});

it("gives reasoning a part of its own", () => {
  const items = [
    { type: "reasoning", summary: [{ type: "summary_text", text: "think" }] },
    { type: "message", role: "assistant", content: [{ type: "output_text", text: "yes" }] },
  ];
  expect(foldMessages(items, "assistant")?.flatMap((message) => message.parts)).toEqual([
    { type: "reasoning", content: "think" },
    { type: "text", content: "yes" },
  ]);
  expect(
    foldMessages(
      [
        { type: "thinking", thinking: "hm", signature: "x" },
        { type: "text", text: "y" },
      ],
      "assistant",
    ),
  ).toEqual([
    {
      role: "assistant",
      parts: [
        { type: "reasoning", content: "hm" },
        { type: "text", content: "y" },
      ],
    },
  ]);
});

it("changes nothing when folded again", () => {
  const once = foldMessages(
    [{ role: "human", content: [{ type: "image_url", image_url: "u" }, "text", 3] }],
    "user",
  );
  expect(foldMessages(JSON.parse(JSON.stringify(once)), "user")).toEqual(once);
});

it.each([null, 3, {}, [], [1, 2], { answer: 42 }, ""])("finds no messages in %j", (value) => {
  expect(foldMessages(value, "user")).toBeUndefined();
});
