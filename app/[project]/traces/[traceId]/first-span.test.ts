import { expect, it } from "vitest";
import type { OutlineSpan } from "@/lib/domain/trace-outline";
import { buildTraceTree } from "@/lib/domain/trace-tree";
import { failedSpanOf, firstSpanOf } from "./first-span";

const span = (spanId: string, parentId: string | null, status: OutlineSpan["status"]) => ({
  spanId,
  parentId,
  status,
  name: spanId,
  kind: "chain" as const,
  startMs: 0,
  durationMs: 1,
  modelRequested: null,
  modelServed: null,
  tokens: null,
  costUsd: null,
  toolName: null,
});
const outline = [
  span("call", "root", "error"),
  span("root", null, "error"),
  span("socket", "call", "error"),
];
const tree = buildTraceTree(outline);

it("opens a trace at its top, or at the span asked for when it is there", () => {
  expect(firstSpanOf(outline, tree, undefined)).toBe("root");
  expect(firstSpanOf(outline, tree, "call")).toBe("call");
  expect(firstSpanOf(outline, tree, "elsewhere")).toBe("root");
  expect(firstSpanOf([], buildTraceTree([]), "call")).toBeNull();
});

it("finds where a failure began rather than where it ended up", () => {
  expect(failedSpanOf(outline, tree)).toBe("socket");
  const fine = [span("root", null, "ok")];
  expect(failedSpanOf(fine, buildTraceTree(fine))).toBeNull();
});
