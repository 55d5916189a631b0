import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { transcriptSpans } from "./chat-transcript";
import { nativeSpan } from "./native-span";
import { parseTranscripts } from "./transcript-file";

const importedAt = new Date("2026-03-01T12:00:00Z");

const run = {
  id: "run-1",
  messages: [
    { role: "system", content: "You are a clerk." },
    { role: "user", content: "Where is order 7?" },
    {
      role: "assistant",
      content: null,
      tool_calls: [
        { id: "a", type: "function", function: { name: "find_order", arguments: '{"id":7}' } },
        { id: "b", type: "function", function: { name: "find_user", arguments: "not json" } },
      ],
    },
    { role: "tool", tool_call_id: "a", content: '{"state":"sent"}' },
    { role: "tool", tool_call_id: "b", content: "Error: no such user" },
    { role: "assistant", content: "It was sent." },
  ],
  startedAt: "2026-02-01T08:00:00+01:00",
  metadata: {
    session_id: "s1",
    userId: "u1",
    model: "gpt-4o",
    tier: "premium",
    tags: ["x"],
    plan: "gold",
    nested: { a: 1 },
  },
};

const spansOf = (item: unknown) =>
  parseTranscripts(JSON.stringify(item), "runs.json").flatMap((transcript) =>
    transcriptSpans(transcript, { importedAt }),
  );

describe("a run", () => {
  const spans = spansOf(run);
  const [root, firstCall, order, user, secondCall] = spans;

  it("becomes one trace that our own ingest accepts", () => {
    expect(spans.map(({ kind }) => kind)).toEqual(["agent", "llm", "tool", "tool", "llm"]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(spans.slice(1).every(({ parentId }) => parentId === root?.spanId)).toBe(true);
    expect(spans.map((span) => nativeSpan.safeParse(span).error)).toEqual(
      spans.map(() => undefined),
    );
  });

  it("shows at the root what was asked, what came of it, and whose it was", () => {
    expect(root).toMatchObject({
      input: "Where is order 7?",
      output: "It was sent.",
      sessionId: "s1",
      userId: "u1",
      tier: { served: "premium" },
      tags: ["x"],
      segments: { plan: "gold" },
      attributes: { "metadata.nested": { a: 1 }, "tidemark.import.timing": "synthesised" },
    });
  });

  it("gives each model call everything said before it", () => {
    expect(firstCall).toMatchObject({ model: { requested: "gpt-4o" }, finishReason: "tool_calls" });
    expect(firstCall?.input).toHaveLength(2);
    expect(secondCall?.input).toHaveLength(5);
    expect(secondCall?.input).toContainEqual({
      role: "tool",
      parts: [{ type: "tool_call_response", id: "a", response: { state: "sent" } }],
    });
    expect(secondCall?.output).toEqual([
      { role: "assistant", parts: [{ type: "text", content: "It was sent." }] },
    ]);
  });

  it("joins each tool call with its result", () => {
    expect(order).toMatchObject({
      name: "find_order",
      status: { code: "ok" },
      tool: { callId: "a", arguments: { id: 7 }, result: { state: "sent" }, rawBytes: 16 },
    });
    expect(user).toMatchObject({
      status: { code: "error", message: "Error: no such user" },
      tool: { arguments: "not json" },
    });
  });

  it("runs its steps one after the other, from the time it was recorded", () => {
    expect(root?.startedAt).toBe("2026-02-01T07:00:00.000Z");
    const steps = spans.slice(1);
    for (const [index, step] of steps.entries()) {
      expect(step.endedAt > step.startedAt).toBe(true);
      expect(step.startedAt).toBe(steps[index - 1]?.endedAt ?? root?.startedAt);
    }
    expect(steps.at(-1)?.endedAt).toBe(root?.endedAt);
  });

  it("has the same ids whenever it is imported", () => {
    const { startedAt: _, ...undated } = run;
    const ids = (item: unknown) => spansOf(item).map(({ traceId, spanId }) => [traceId, spanId]);
    expect(ids(undated)).toEqual(ids(run));
    expect(spansOf(undated)[0]?.endedAt).toBe(importedAt.toISOString());
  });
});

it("knows a call nobody answered from one that went well", () => {
  const [, , order] = spansOf({ ...run, messages: run.messages.slice(0, 3) });
  expect(order).toMatchObject({ kind: "tool", status: null, tool: { result: null } });
});

describe("a file", () => {
  it("may hold one run, a list, or a run a line", () => {
    const one = JSON.stringify(run);
    const ids = (text: string) => parseTranscripts(text, "x.jsonl").map(({ id }) => id);
    expect(ids(one)).toEqual(["run-1"]);
    expect(ids(`[${one},${one}]`)).toEqual(["run-1", "run-1"]);
    expect(ids(`${one}\n\n${one}\n`)).toEqual(["run-1", "run-1"]);
  });

  it("says which run or line it cannot read", () => {
    expect(() => parseTranscripts(`[${JSON.stringify(run)},{"id":1}]`, "x")).toThrow(/^Run 2: /);
    expect(() => parseTranscripts("{}\n{oops", "x")).toThrow("Line 2");
  });
});

const RECORDED = "../shared/data/tau-bench/gpt-4o-airline.json";

describe.skipIf(!existsSync(RECORDED))("the recorded tau-bench runs", () => {
  const transcripts = existsSync(RECORDED)
    ? parseTranscripts(readFileSync(RECORDED, "utf8"), RECORDED)
    : [];
  const spans = transcripts.flatMap((transcript) => transcriptSpans(transcript, { importedAt }));
  const count = (kind: string) => spans.filter((span) => span.kind === kind).length;

  it("have as many calls of models and tools as their makers counted", () => {
    expect([count("agent"), count("llm"), count("tool")]).toEqual([200, 2454, 1164]);
    expect(
      spans.filter(({ kind, status }) => kind === "tool" && status?.code === "error"),
    ).toHaveLength(73);
    expect(spans.filter(({ outcome }) => outcome === "handoff")).toHaveLength(48);
    expect(new Set(spans.map(({ traceId, spanId }) => `${traceId}${spanId}`)).size).toBe(3818);
  });

  it("say which case and attempt they are", () => {
    expect(spans[0]).toMatchObject({
      sessionId: "0:0",
      source: "eval",
      eval: { suite: "tau-bench-airline", run: "gpt-4o-airline", case: "0", attempt: 0 },
    });
  });
});
