import { describe, expect, it } from "vitest";
import type { Message } from "@/lib/domain/span";
import { buildTurns, isConversation } from "./turns";

const call = (id: string | null) =>
  ({ type: "tool_call", id, name: "search", arguments: { q: id } }) as const;
const response = (id: string | null) =>
  ({ type: "tool_call_response", id, response: `found ${id}` }) as const;
const say = (role: string, content: string): Message => ({
  role,
  parts: [{ type: "text", content }],
});

describe("buildTurns", () => {
  it("puts each result with its call, whatever order the results come in", () => {
    const turns = buildTurns([
      say("user", "Hello"),
      { role: "assistant", parts: [call("1"), call("2")] },
      { role: "tool", parts: [response("2")] },
      { role: "tool", parts: [response("1")] },
      say("assistant", "Done"),
    ]);
    expect(turns.map(({ role }) => role)).toEqual(["user", "assistant", "assistant"]);
    expect(turns[1]?.parts).toMatchObject([
      { form: "tool_call", id: "1", result: { value: "found 1" } },
      { form: "tool_call", id: "2", result: { value: "found 2" } },
    ]);
  });

  it("gives ids that are used again their own results, in order", () => {
    const turns = buildTurns([
      { role: "assistant", parts: [call("1")] },
      { role: "tool", parts: [{ ...response("1"), response: "first" }] },
      { role: "assistant", parts: [call("1")] },
      { role: "tool", parts: [{ ...response("1"), response: "second" }] },
    ]);
    expect(turns.map((turn) => turn.parts[0])).toMatchObject([
      { result: { value: "first" } },
      { result: { value: "second" } },
    ]);
  });

  it("keeps a result without a call, a call without a result, and an empty message", () => {
    const turns = buildTurns([
      { role: "tool", parts: [response(null)] },
      { role: "assistant", parts: [call(null)] },
      { role: "assistant", parts: [] },
    ]);
    expect(turns).toMatchObject([
      { role: "tool", parts: [{ form: "tool_result" }] },
      { role: "assistant", parts: [{ form: "tool_call", result: null }] },
      { role: "assistant", parts: [] },
    ]);
  });
});

describe("isConversation", () => {
  it.each([
    [[{ role: "user", parts: [] }], true],
    [[], false],
    [[{ role: "user", parts: [] }, "text"], false],
    [{ role: "user", parts: [] }, false],
    [[{ role: "user", content: "Hello" }], false],
    [null, false],
  ])("tells %j: %j", (value, expected) => {
    expect(isConversation(value)).toBe(expected);
  });
});
