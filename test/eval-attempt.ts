import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";

/** For tests: an attempt that passed; a test states only the fields it is about. */
export function anAttempt(more: Partial<EvalAttemptRow> = {}): EvalAttemptRow {
  return {
    suite: "gold",
    run: "r1",
    case: "refund",
    attempt: 1,
    passed: true,
    score: null,
    traceId: null,
    error: null,
    contentHash: "h",
    at: new Date("2026-03-01T12:00:00Z"),
    subjectKey: "k",
    subjectLabel: "m1",
    model: "m1",
    prompt: null,
    origin: "posted",
    ...more,
  };
}
