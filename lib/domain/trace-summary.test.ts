import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTraceSummary, type SummarySpan } from "./trace-summary";

const at = (ms: number) => new Date(Date.UTC(2026, 2, 1) + ms);

const aSummarySpan = (overrides: Partial<SummarySpan> & { spanId: string }): SummarySpan => ({
  parentId: null,
  name: overrides.spanId,
  kind: "chain",
  status: "ok",
  startedAt: at(0),
  durationMs: 10,
  scope: "",
  modelRequested: null,
  modelServed: null,
  provider: null,
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costUsd: null,
  toolName: null,
  marks: null,
  envelope: null,
  failure: null,
  sampleWeight: null,
  decision: null,
  acts: null,
  ...overrides,
});

describe("buildTraceSummary", () => {
  it("gathers which eval case it executes from all of its spans, the root's word first", () => {
    const part = { suite: null, run: null, case: null, attempt: null };
    const { marks } = buildTraceSummary([
      aSummarySpan({ spanId: "root", marks: { eval: { ...part, suite: "gold", run: "r1" } } }),
      aSummarySpan({
        spanId: "case",
        parentId: "root",
        marks: { eval: { ...part, suite: "other", case: "c", attempt: 2 } },
      }),
    ]);
    expect(marks.eval).toEqual({ suite: "gold", run: "r1", case: "c", attempt: 2 });
    expect(buildTraceSummary([aSummarySpan({ spanId: "plain" })]).marks.eval).toBeUndefined();
  });

  it("sums tokens over the innermost model calls only", () => {
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "agent", kind: "agent", inputTokens: 30, outputTokens: 3 }),
      aSummarySpan({
        spanId: "outer",
        parentId: "agent",
        kind: "llm",
        inputTokens: 30,
        outputTokens: 3,
      }),
      aSummarySpan({
        spanId: "a",
        parentId: "outer",
        kind: "llm",
        inputTokens: 10,
        outputTokens: 1,
      }),
      aSummarySpan({
        spanId: "b",
        parentId: "outer",
        kind: "llm",
        inputTokens: 20,
        outputTokens: 2,
      }),
    ]);
    expect(summary).toMatchObject({
      llmCount: 2,
      inputTokens: 30,
      outputTokens: 3,
      totalTokens: 33,
    });
  });

  it("counts once a call that two instrumentations recorded", () => {
    const call = { kind: "llm", modelServed: "m", inputTokens: 5, parentId: null } as const;
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "a", scope: "openinference", ...call }),
      aSummarySpan({ spanId: "b", scope: "gen_ai", ...call }),
    ]);
    expect(summary).toMatchObject({ llmCount: 1, inputTokens: 5, spanCount: 2 });
  });

  it("counts both of two like calls of one instrumentation", () => {
    const call = { kind: "llm", modelServed: "m", inputTokens: 5, scope: "ai" } as const;
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "a", ...call }),
      aSummarySpan({ spanId: "b", ...call }),
    ]);
    expect(summary).toMatchObject({ llmCount: 2, inputTokens: 10 });
  });

  it("leaves tokens and cost unknown when no call says, rather than 0", () => {
    const summary = buildTraceSummary([aSummarySpan({ spanId: "a", kind: "llm" })]);
    expect(summary).toMatchObject({ inputTokens: null, totalTokens: null, costUsd: null });
  });

  it("keeps sums that senders of nonsense make within what can be held", () => {
    const absurd = { kind: "llm", inputTokens: Number.MAX_SAFE_INTEGER } as const;
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "a", ...absurd }),
      aSummarySpan({ spanId: "b", startedAt: at(1), ...absurd }),
    ]);
    expect(summary.totalTokens).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("does not call a trace failed for an error that was handled below its root", () => {
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "root" }),
      aSummarySpan({ spanId: "tool", parentId: "root", kind: "tool", status: "error" }),
    ]);
    expect(summary).toMatchObject({ status: "ok", errorCount: 1 });
  });

  it("names the model of the last call that succeeded, and notes a change on any call", () => {
    const summary = buildTraceSummary([
      aSummarySpan({
        spanId: "a",
        kind: "llm",
        modelRequested: "gpt-5",
        modelServed: "gpt-4o",
        startedAt: at(1),
      }),
      aSummarySpan({
        spanId: "b",
        kind: "llm",
        modelRequested: "gpt-4o",
        modelServed: "gpt-4o",
        startedAt: at(2),
      }),
      aSummarySpan({
        spanId: "c",
        kind: "llm",
        modelRequested: "o3",
        status: "error",
        startedAt: at(3),
      }),
    ]);
    expect(summary).toMatchObject({
      modelServed: "gpt-4o",
      isModelChanged: true,
      models: ["gpt-4o"],
    });
  });

  it("does without a root: the earliest orphan stands in", () => {
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "late", parentId: "gone", startedAt: at(5), name: "late" }),
      aSummarySpan({ spanId: "early", parentId: "gone", status: "error", name: "early" }),
    ]);
    expect(summary).toMatchObject({ name: "early", rootCount: 0, orphanCount: 2, status: "error" });
  });

  it("ends when spans are each other's parents", () => {
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "a", parentId: "b", kind: "llm" }),
      aSummarySpan({ spanId: "b", parentId: "a" }),
    ]);
    expect(summary.spanCount).toBe(2);
  });

  it("lets the root's word count before a child's", () => {
    const summary = buildTraceSummary([
      aSummarySpan({ spanId: "child", parentId: "root", marks: { userId: "u2", sessionId: "s" } }),
      aSummarySpan({ spanId: "root", startedAt: at(9), marks: { userId: "u1" } }),
    ]);
    expect(summary.marks).toMatchObject({ userId: "u1", sessionId: "s" });
  });

  it("does not depend on the order in which spans arrived", () => {
    const spans = fc.uniqueArray(
      fc.record({
        spanId: fc.stringMatching(/^[a-f]$/),
        parentId: fc.option(fc.stringMatching(/^[a-f]$/)),
        kind: fc.constantFrom("llm", "tool", "agent"),
        status: fc.constantFrom("ok", "error"),
        startedAt: fc.integer({ min: 0, max: 3 }).map(at),
        inputTokens: fc.option(fc.nat(100)),
        scope: fc.constantFrom("x", "y"),
      }),
      { selector: (span) => span.spanId, minLength: 1 },
    );
    fc.assert(
      fc.property(spans, (rows) => {
        const whole = rows.map((row) => aSummarySpan(row as SummarySpan));
        expect(buildTraceSummary([...whole].reverse())).toEqual(buildTraceSummary(whole));
      }),
    );
  });
});
