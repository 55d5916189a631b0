import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchKey, parseBranchKey } from "./branch-key";
import { type DecisionSpan, deriveDecisions } from "./derive-decisions";
import { nGrams } from "./n-grams";

let started = 0;
const span = (facts: Partial<DecisionSpan> = {}): DecisionSpan => {
  started += 1;
  return {
    spanId: `s${String(started).padStart(4, "0")}`,
    parentId: "root",
    name: "chat gpt-4o",
    kind: "llm",
    status: "ok",
    startedAt: new Date(started),
    modelRequested: "gpt-4o",
    modelServed: null,
    toolName: null,
    agent: null,
    decision: null,
    acts: null,
    ...facts,
  };
};
const tool = (toolName: string, facts: Partial<DecisionSpan> = {}) =>
  span({ kind: "tool", name: toolName, toolName, ...facts });
const marked = (branch: string, point: string | null = "intent", more: object = {}) =>
  span({
    kind: "decision",
    decision: { point, branch, options: null, runnerUp: null, margin: null, ...more },
  });

describe("deriveDecisions", () => {
  it("tells from model calls what the planner did, loops folded", () => {
    const { path, branches } = deriveDecisions([
      span({ acts: ["ask"] }),
      span({ acts: ["tool:get_order"] }),
      tool("get_order"),
      span({ acts: ["tool:get_order"] }),
      span({ acts: ["respond"] }),
      span({ acts: ["ask"] }),
    ]);
    expect(path).toEqual(["chat → ask", "chat → tool:get_order", "chat → respond", "chat → ask"]);
    expect(branches).toEqual(["chat → ask", "chat → tool:get_order", "chat → respond"]);
  });

  it("calls the same tool after its failure a retry", () => {
    const { path } = deriveDecisions([
      span({ acts: ["tool:book"] }),
      tool("book", { status: "error" }),
      span({ acts: ["tool:book"] }),
      tool("book", { status: "error" }),
      span({ acts: ["tool:search"] }),
    ]);
    expect(path).toEqual(["chat → tool:book", "chat → retry:book", "chat → tool:search"]);
  });

  it("tells calls whose output was not recorded by the tools that follow", () => {
    const calls = [span({ acts: [] }), tool("get_order"), tool("transfer_to_human"), span()];
    expect(deriveDecisions(calls).path).toEqual(["chat → tool:get_order", "chat → handoff"]);
  });

  it("does not count what wrappers repeat, nor calls that failed", () => {
    const outer = span({ spanId: "outer", acts: ["respond"] });
    const inner = span({ parentId: "outer", acts: ["respond"], name: "answer" });
    const failed = span({ status: "error", acts: [] });
    expect(deriveDecisions([outer, failed, inner]).path).toEqual(["answer → respond"]);
  });

  it("names the agent, also where only a span above does", () => {
    const agent = span({ spanId: "a", kind: "agent", agent: "billing", name: "run" });
    const call = span({ parentId: "a", acts: ["respond"] });
    expect(deriveDecisions([agent, call]).path).toEqual(["billing/chat → respond"]);
  });

  it("believes marks, and tells nothing beside them", () => {
    const { path } = deriveDecisions([span({ acts: ["ask"] }), marked("refund"), marked("refund")]);
    expect(path).toEqual(["intent → refund"]);
  });

  it("keeps what model calls did beside a hand-off that a framework reports", () => {
    const { path } = deriveDecisions([
      span({ acts: ["handoff:billing"] }),
      marked("billing", "handoff"),
      span({ acts: ["respond"] }),
    ]);
    expect(path).toEqual(["chat → handoff:billing", "handoff → billing", "chat → respond"]);
  });

  it("puts what a detector saw where it saw it", () => {
    const call = span({ acts: ["tool:search"] });
    const { path } = deriveDecisions(
      [call, span({ acts: ["respond"] })],
      new Map([[call.spanId, ["support → many rows"]]]),
    );
    expect(path).toEqual(["chat → tool:search", "support → many rows", "chat → respond"]);
  });

  it("knows how close a call was where the sender says", () => {
    const close = marked("refund", "intent", { runnerUp: "exchange", margin: 0.04 });
    expect(deriveDecisions([close, marked("refund")]).closeCalls).toEqual([
      { branch: "intent → refund", runnerUp: "exchange", margin: 0.04 },
    ]);
  });

  it("does not depend on the order in which spans arrive, and never repeats a step", () => {
    const acts = fc.array(fc.constantFrom("ask", "respond", "tool:a", "tool:b"), { maxLength: 80 });
    fc.assert(
      fc.property(acts, (chosen) => {
        const spans = chosen.map((act) => span({ acts: [act] }));
        const { path, branches } = deriveDecisions(spans);
        expect(deriveDecisions([...spans].reverse())).toEqual(deriveDecisions(spans));
        expect(path.length).toBeLessThanOrEqual(50);
        expect(path.every((key, at) => key !== path[at - 1])).toBe(true);
        expect([...branches].sort()).toEqual(
          [...new Set(chosen.map((act) => `chat → ${act}`))].sort(),
        );
      }),
    );
  });
});

describe("branch keys", () => {
  it("are cut again into the parts they were made of", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        const key = branchKey(a, b);
        const parts = parseBranchKey(key);
        expect(branchKey(parts.point, parts.branch)).toBe(key);
      }),
    );
    expect(parseBranchKey(branchKey("a → b", "c"))).toEqual({ point: "a -> b", branch: "c" });
  });
});

it("n-grams are the runs of a path, each once", () => {
  expect(nGrams(["a", "b", "a", "b"], 2)).toEqual([
    ["a", "b"],
    ["b", "a"],
  ]);
  expect(nGrams(["a"], 2)).toEqual([]);
});
