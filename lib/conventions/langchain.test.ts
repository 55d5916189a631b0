import { expect, it } from "vitest";
import { normalised, saying } from "@/test/raw-span";

const inNode = { metadata: '{"langgraph_node":"planner","thread_id":"t1","ls_provider":"openai"}' };

function serialised(className: string, kwargs: object) {
  return { lc: 1, type: "constructor", id: ["langchain_core", "messages", className], kwargs };
}

it("unwraps the message a tool's result comes in, with the call's id", () => {
  const message = serialised("ToolMessage", { content: '{"ok":true}', tool_call_id: "c1" });
  const span = normalised({
    "openinference.span.kind": "TOOL",
    "tool.name": "f",
    "input.value": "A-1001",
    "output.value": JSON.stringify({ output: message }),
  });
  expect(span.tool).toMatchObject({ callId: "c1", arguments: "A-1001", result: { ok: true } });
});

it("reads the conditional edge in the trigger of older versions, on the node's own span only", () => {
  const metadata = JSON.stringify({
    langgraph_node: "tools",
    langgraph_triggers: ["branch:agent:should_continue:tools"],
  });
  expect(normalised({ metadata }, { name: "tools" }).decision).toMatchObject({
    point: "agent",
    branch: "tools",
  });
  expect(normalised({ metadata }, { name: "search" }).decision).toBeNull();
  const newer = JSON.stringify({
    langgraph_node: "tools",
    langgraph_triggers: ["branch:to:tools"],
  });
  expect(normalised({ metadata: newer }, { name: "tools" }).decision).toBeNull();
});

it("takes a conditional edge for a decision of its node", () => {
  const span = normalised(
    { ...inNode, "openinference.span.kind": "CHAIN", "output.value": "tools" },
    { name: "RunnableLambda" },
  );
  expect(span).toMatchObject({
    kind: "decision",
    decision: { point: "planner", branch: "tools" },
    sessionId: "t1",
    provider: "openai",
  });
});

it("joins the nodes of an edge that fans out", () => {
  const span = normalised({ ...inNode, "output.value": '["a","b"]' }, { name: "Branch<x>" });
  expect(span.decision).toMatchObject({ branch: "a,b" });
});

it.each([
  ["prose", { ...inNode, "output.value": "I think so." }],
  ["an object", { ...inNode, "output.value": '{"messages":[]}' }],
  ["no node", { "output.value": "tools" }],
])("takes a lambda that gives %s for an ordinary step", (_, attributes) => {
  const span = normalised(
    { "openinference.span.kind": "CHAIN", ...attributes },
    { name: "RunnableLambda" },
  );
  expect(span).toMatchObject({ kind: "chain", decision: null });
});

it("reads serialised messages when there are no others", () => {
  const call = { name: "f", args: { a: 1 }, type: "tool_call", id: "c1" };
  const reply = serialised("AIMessage", {
    content: [{ type: "tool_use", id: "c1", name: "f", input: { a: 1 } }],
    tool_calls: [call],
    response_metadata: { model_name: "claude-sonnet-5" },
  });
  const span = normalised({
    "openinference.span.kind": "LLM",
    "input.value": JSON.stringify({ messages: [[serialised("HumanMessage", { content: "hi" })]] }),
    "output.value": JSON.stringify({
      generations: [[{ text: "", message: reply, generationInfo: { finish_reason: "tool_use" } }]],
    }),
  });
  expect(span.model?.served).toBe("claude-sonnet-5");
  expect(span.finishReason).toBe("tool_calls");
  expect(span.input).toEqual([saying("user", "hi")]);
  expect(span.output).toEqual([
    { role: "assistant", parts: [{ type: "tool_call", id: "c1", name: "f", arguments: { a: 1 } }] },
  ]);
});
