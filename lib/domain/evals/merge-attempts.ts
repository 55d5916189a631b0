import { groupBy } from "../group-by";
import type { EvalAttemptRow } from "./eval-attempt-row";

/** An attempt read off a trace; its number may be left open. */
export type MarkedAttempt = Omit<EvalAttemptRow, "attempt" | "traceId" | "origin"> & {
  readonly attempt: number | null;
  readonly traceId: string;
};

/** An attempt whose result was posted. */
export type PostedAttempt = Omit<EvalAttemptRow, "origin">;

/**
 * One list of what was posted and what traces say of themselves. A posted attempt stands for the
 * trace of its number and learns the trace's id where it lacks one. Traces without a number take
 * what is free, from 1 on, in the order they started. Of two traces of one number that which has a
 * verdict counts, then the later.
 *
 * @param marked without those traces that a posted attempt names
 * @returns by suite, run, case and attempt
 */
export function mergeAttempts(
  posted: readonly PostedAttempt[],
  marked: readonly MarkedAttempt[],
): EvalAttemptRow[] {
  const merged: EvalAttemptRow[] = [];
  const postedOf = groupBy(posted, caseOf);
  const markedOf = groupBy(marked, caseOf);
  for (const key of new Set([...postedOf.keys(), ...markedOf.keys()])) {
    merged.push(...mergeCase(postedOf.get(key) ?? [], markedOf.get(key) ?? []));
  }
  return merged.sort(byAddress);
}

const caseOf = (row: { suite: string; run: string; case: string }) =>
  JSON.stringify([row.suite, row.run, row.case]);

/** All attempts of one run at one case. */
function mergeCase(
  posted: readonly PostedAttempt[],
  marked: readonly MarkedAttempt[],
): EvalAttemptRow[] {
  const byNumber = new Map<number, EvalAttemptRow>();
  for (const row of posted) byNumber.set(row.attempt, { ...row, origin: "posted" });
  const inOrder = [...marked].sort(byStart);
  for (const row of inOrder) {
    if (row.attempt !== null) take(byNumber, row, row.attempt);
  }
  let next = 1;
  for (const row of inOrder) {
    if (row.attempt !== null) continue;
    while (byNumber.has(next) && byNumber.get(next)?.traceId !== null) next += 1;
    take(byNumber, row, next);
  }
  return [...byNumber.values()];
}

/** Rows come in the order they started, so of two equals the later stays. */
function take(byNumber: Map<number, EvalAttemptRow>, row: MarkedAttempt, attempt: number): void {
  const known = byNumber.get(attempt);
  if (known?.origin === "posted") {
    byNumber.set(attempt, { ...known, traceId: known.traceId ?? row.traceId });
  } else if (!known || known.passed === null || row.passed !== null) {
    byNumber.set(attempt, { ...row, attempt, origin: "mark" });
  }
}

function byStart(a: MarkedAttempt, b: MarkedAttempt): number {
  return a.at.getTime() - b.at.getTime() || compare(a.traceId, b.traceId);
}

function byAddress(a: EvalAttemptRow, b: EvalAttemptRow): number {
  return (
    compare(a.suite, b.suite) ||
    compare(a.run, b.run) ||
    compare(a.case, b.case) ||
    a.attempt - b.attempt
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
