import { expect, it } from "vitest";
import { findConversation } from "./find-conversation";

const serialised = (className: string, kwargs: Record<string, string>) => ({
  lc: 1,
  type: "constructor",
  id: ["langchain_core", "messages", className],
  kwargs,
});

it("reads the messages in a graph's state, and keeps what stands beside them", () => {
  const state = {
    messages: [
      { role: "user", content: "Where is A-1?" },
      serialised("AIMessage", { content: "On its way." }),
    ],
    route: "orders",
  };
  expect(findConversation(state, "chain", "user")).toEqual({
    messages: [
      { role: "user", parts: [{ type: "text", content: "Where is A-1?" }] },
      { role: "assistant", parts: [{ type: "text", content: "On its way." }] },
    ],
    rest: { route: "orders" },
  });
});

it.each([
  ["one serialised message", serialised("HumanMessageChunk", { content: "Hello" })],
  ["a list in plain form", [{ type: "human", content: "Hello" }]],
  ["a list with roles", [{ role: "user", content: "Hello" }]],
])("reads %s", (_what, value) => {
  expect(findConversation(value, "chain", "assistant")).toEqual({
    messages: [{ role: "user", parts: [{ type: "text", content: "Hello" }] }],
    rest: null,
  });
});

it.each([
  ["plain text", "Hello"],
  ["an empty state", { messages: [] }],
  ["messages that are not all messages", { messages: [{ role: "user", content: "a" }, 7] }],
  ["a step's ordinary result", { type: "tool", ok: true }],
  ["nothing", null],
])("takes %s for what it is", (_what, value) => {
  expect(findConversation(value, "chain", "user")).toBeUndefined();
});
