import fc from "fast-check";
import { expect, it } from "vitest";
import { inputPreview, outputPreview } from "./preview";

const text = (role: string, content: string) => ({ role, parts: [{ type: "text", content }] });

it("shows the last thing the user said, not the system prompt", () => {
  expect(
    inputPreview([
      text("system", "Be kind."),
      text("user", "Hi"),
      text("user", "Where is\n my order?"),
    ]),
  ).toBe("Where is my order?");
});

it("names the tools when the answer is only calls", () => {
  expect(
    outputPreview([
      {
        role: "assistant",
        parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: {} }],
      },
    ]),
  ).toBe("get_order()");
});

it("reads the messages that LangChain serialises by their class", () => {
  const message = (name: string, content: string) => ({
    lc: 1,
    id: ["langchain_core", "messages", name],
    kwargs: { content },
  });
  const state = { messages: [message("HumanMessage", "Hi"), message("AIMessage", "Hello")] };
  expect(outputPreview(state)).toBe("Hello");
  expect(inputPreview(state)).toBe("Hi");
  expect(outputPreview(message("AIMessage", "Alone"))).toBe("Alone");
});

it.each([
  ["plain text", "plain text"],
  [{ question: "Why?" }, "Why?"],
  [{ args: [1, "b"] }, "1 b"],
  [null, null],
  ["", null],
  [{}, null],
])("makes of %j the line %j", (value, line) => {
  expect(inputPreview(value)).toBe(line);
});

it("is one short line of whole characters, whatever comes", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.string({ unit: "grapheme", maxLength: 2_000 }),
      (value, long) => {
        const line = outputPreview([value, long] as never) ?? "";
        expect(Array.from(line).length).toBeLessThanOrEqual(300);
        expect(line).not.toMatch(/\n/);
        expect(line.isWellFormed()).toBe(long.isWellFormed() || line.isWellFormed());
      },
    ),
  );
});
