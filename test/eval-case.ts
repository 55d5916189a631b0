import type { EvalCase } from "@/lib/domain/evals/eval-case";

/** For tests: a case as somebody might post it. */
export function aCase(more: Partial<EvalCase> = {}): EvalCase {
  return {
    id: "refund",
    input: "Where is my refund?",
    expected: "Within five days.",
    intent: "billing",
    tags: ["gold"],
    createdAt: new Date("2026-01-01"),
    curator: "ada",
    sourceTraceId: null,
    lastVerifiedAt: null,
    verifiedBy: null,
    dependsOn: { corpus: "v1", tools: { lookup: "a1" } },
    branches: [],
    ...more,
  };
}
