import { describe, expect, it } from "vitest";
import { aSpan } from "@/test/span";
import type { Json } from "../span";
import { actsOf } from "./acts-of";
import { detects, rowsOf } from "./detector";
import { handoffTarget } from "./handoff-target";

const saying = (text: string, more: object = {}) =>
  aSpan({
    kind: "llm",
    output: [{ role: "assistant", parts: [{ type: "text", content: text }] }],
    ...more,
  });
const calling = (...names: string[]) =>
  aSpan({
    kind: "llm",
    output: [
      {
        role: "assistant",
        parts: names.map((name) => ({ type: "tool_call", id: null, name, arguments: {} })),
      },
    ],
  });

describe("actsOf", () => {
  it.each([
    ["Your order was delivered on Monday.", "respond"],
    ["I can book that. Would you like an aisle seat?", "ask"],
    ['Please confirm: "Shall I go on?"', "ask"],
    ["I'm sorry, but I cannot help with that request.", "refuse"],
    ["I'm sorry to hear that! Your refund is on its way.", "respond"],
    ["   ", "end"],
  ])("reads %j as %s", (text, act) => {
    expect(actsOf(saying(text))).toEqual([act]);
  });

  it("names each tool once, and hand-offs as such", () => {
    expect(actsOf(calling("get_order", "get_order", "refund"))).toEqual([
      "tool:get_order",
      "tool:refund",
    ]);
    expect(actsOf(calling("transfer_to_human_agents"))).toEqual(["handoff"]);
    expect(actsOf(calling("transfer_to_billing"))).toEqual(["handoff:billing"]);
  });

  it("decides nothing when the call failed or its output was not recorded", () => {
    const failed = { status: { code: "error" as const, message: null } };
    expect(actsOf(saying("half an ans", failed))).toEqual([]);
    expect(actsOf(aSpan({ kind: "llm" }))).toEqual([]);
    expect(actsOf(saying("Let me look that up.", { finishReason: "tool_calls" }))).toEqual([]);
    expect(actsOf(aSpan({ kind: "tool" }))).toBeUndefined();
  });

  it("takes a provider's content filter for a refusal", () => {
    expect(actsOf(saying("", { finishReason: "content_filter" }))).toEqual(["refuse"]);
  });
});

describe("handoffTarget", () => {
  it.each([
    ["transfer_to_human_agents", {}, ""],
    ["transferToHuman", {}, ""],
    ["escalate", {}, ""],
    ["handoff_to_refunds", {}, "refunds"],
    ["transfer_to_agent", { agent_name: "billing" }, "billing"],
    ["transfer_to_agent", '{"agent_name":"billing"}', "billing"],
    ["transfer_to_agent", null, ""],
    ["transfer_funds", {}, undefined],
    ["get_order", {}, undefined],
  ] as const)("%s with %j", (tool, given, target) => {
    expect(handoffTarget(tool, given as Json)).toBe(target);
  });
});

const returning = (result: Json, name = "search") =>
  aSpan({
    kind: "tool",
    tool: { name, callId: null, arguments: null, result, definitions: null, rawBytes: null },
  });

describe("detectors", () => {
  it("count the rows of a list, of a list inside, and of a list in a string", () => {
    expect(rowsOf(returning([1, 2, 3]))).toBe(3);
    expect(rowsOf(returning({ total: 9, rows: [1, 2] }))).toBe(2);
    expect(rowsOf(returning({ orders: [1] }))).toBe(1);
    expect(rowsOf(returning("[1,2,3,4]"))).toBe(4);
    expect(rowsOf(returning("no such order"))).toBeNull();
  });

  it("hold when every field does", () => {
    const many = returning(Array.from({ length: 51 }, () => 0));
    expect(detects({ rowsOver: 50 }, many)).toBe(true);
    expect(detects({ rowsOver: 51 }, many)).toBe(false);
    expect(detects({ tool: "sea*", rowsOver: 50 }, many)).toBe(true);
    expect(detects({ tool: "get*", rowsOver: 50 }, many)).toBe(false);
    expect(detects({ action: "handoff*" }, calling("transfer_to_billing"))).toBe(true);
    expect(detects({ output: "seat*aisle" }, saying("A SEAT at the aisle"))).toBe(true);
    expect(detects({}, many)).toBe(false);
  });
});
