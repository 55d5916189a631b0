import type { NativeSpan } from "./native-span";

/** A made-up duration in milliseconds, the same for the same step: longer answers take longer. */
export function durationMsOf(step: Pick<NativeSpan, "kind" | "output">): number {
  if (step.kind !== "llm") return 200;
  return Math.min(20_000, 500 + 5 * JSON.stringify(step.output ?? null).length);
}

export type Slot = { readonly startedAt: Date; readonly endedAt: Date };

/**
 * Lays steps end to end. They begin at `startedAt`, or, when that is unknown, such that the last one
 * ends at `importedAt`.
 */
export function spansTimeline(
  durationsMs: readonly number[],
  startedAt: Date | null,
  importedAt: Date,
): { readonly begin: Date; readonly slots: readonly Slot[] } {
  const totalMs = durationsMs.reduce((sum, ms) => sum + ms, 0);
  const begin = startedAt ?? new Date(importedAt.getTime() - totalMs);
  let at = begin.getTime();
  const slots = durationsMs.map((ms) => {
    const slot = { startedAt: new Date(at), endedAt: new Date(at + ms) };
    at += ms;
    return slot;
  });
  return { begin, slots };
}
