import { expect, it } from "vitest";
import type { StoredTrace } from "@/lib/store/trace-row";
import { prepareSummary } from "./prepare-summary";

const nothing = {
  sessionId: null,
  userId: null,
  agent: null,
  environment: null,
  release: null,
  feature: null,
  tenant: null,
  tier: null,
  tierIntended: null,
  tierReason: null,
  tierRule: null,
  outcome: null,
  promptName: null,
  promptVersion: null,
  evalSuite: null,
  evalRun: null,
  evalCase: null,
  evalAttempt: null,
  rerunOf: null,
  inputPreview: null,
  outputPreview: null,
  modelRequested: null,
  modelServed: null,
  provider: null,
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  totalTokens: null,
  costUsd: null,
  envelope: {},
  tierLevel: null,
  tierBasis: "none",
  sampleWeight: 1,
  inputHash: null,
  errorMessage: null,
} as const;

const trace = (said: Partial<StoredTrace> = {}): StoredTrace => ({
  ...nothing,
  tools: [],
  kinds: [],
  tiersTouched: [],
  branches: [],
  traceId: "a".repeat(32),
  name: "answer",
  status: "ok",
  startedAt: new Date("2026-03-01T12:00:00Z"),
  durationMs: 2410,
  spanCount: 4,
  errorCount: 0,
  llmCount: 1,
  toolCount: 0,
  rootCount: 1,
  orphanCount: 0,
  isModelChanged: false,
  models: [],
  source: "production",
  segments: {},
  tags: [],
  receivedAt: new Date("2026-03-01T12:00:03Z"),
  derivedAt: new Date("2026-03-01T12:00:04Z"),
  ...said,
});

it("says in one sentence how it ended and what it was made of", () => {
  expect(prepareSummary(trace({ totalTokens: 1234, costUsd: 0.0123 })).verdict).toBe(
    "Completed in 2.41 s: 4 spans, 1 model call, 0 tool calls, 1,234 tokens, $0.0123.",
  );
});

it("does not take unknown tokens and cost for none", () => {
  const { verdict } = prepareSummary(trace({ status: "error", errorCount: 2 }));
  expect(verdict).toBe(
    "Failed after 2.41 s: 4 spans, 1 model call, 0 tool calls, 2 errors, no tokens or cost sent.",
  );
});

it("does not speak of tokens where no model was called, nor hides that one of two is unknown", () => {
  expect(prepareSummary(trace({ llmCount: 0 })).verdict).toMatch(/0 tool calls\.$/);
  expect(prepareSummary(trace({ costUsd: 0.5 })).verdict).toMatch(/tokens unknown, \$0\.50\.$/);
});

it("leads from a fact to the traces that share it", () => {
  const { facts, tags } = prepareSummary(trace({ userId: "Ann B", tags: ["vip"] }));
  expect(facts).toMatchObject([{ label: "User", query: 'user:"Ann B"' }]);
  expect(tags).toEqual([{ tag: "vip", query: "tag:vip" }]);
});

it("says what was intended where the tier that served is unknown", () => {
  expect(prepareSummary(trace({ tierIntended: "primary" })).tier).toMatchObject({
    tier: "unknown",
    level: null,
    note: "intended primary",
    query: null,
  });
});

it("warns that what is shown is not one whole request", () => {
  expect(prepareSummary(trace({ orphanCount: 1, rootCount: 2 })).verdict).toMatch(
    / 1 span names a parent that did not arrive\. It has 2 roots\.$/,
  );
});

it("marks a model and a tier that are not those intended", () => {
  const { facts, tier } = prepareSummary(
    trace({
      isModelChanged: true,
      modelRequested: "gpt-4o",
      modelServed: "gpt-4o-mini",
      models: ["gpt-4o-mini"],
      tier: "canned",
      tierIntended: "premium",
      tierReason: "timeout",
    }),
  );
  expect(facts).toEqual([
    { label: "Model", value: "gpt-4o-mini", note: "asked for gpt-4o", isOdd: true, query: null },
  ]);
  expect(tier).toEqual({
    tier: "canned",
    level: 3,
    note: "intended premium, timeout",
    isOdd: true,
    query: "tier:canned",
  });
});

it("leaves out what nobody said", () => {
  expect(prepareSummary(trace()).facts).toEqual([]);
});
