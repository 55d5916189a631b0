import type { Span } from "../span";

/** Shorter overlaps are clocks, not concurrency. */
const MIN_OVERLAP_MS = 1;

/**
 * Siblings in order of start, with those that ran at the same time in one group. Spans whose clocks
 * cannot be compared (other hosts, or known to be wrong) stand alone, in the order they came.
 */
export function groupByTime(
  siblings: readonly number[],
  spanAt: (position: number) => Span | undefined,
): number[][] {
  const groups: number[][] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  let clock: string | null = null;
  for (const position of siblings) {
    const span = spanAt(position);
    if (!span) continue;
    const own = clockOf(span);
    const overlapMs = Math.min(endMs, span.endedAt.getTime()) - span.startedAt.getTime();
    if (own !== null && own === clock && overlapMs >= MIN_OVERLAP_MS) {
      groups.at(-1)?.push(position);
      endMs = Math.max(endMs, span.endedAt.getTime());
    } else {
      groups.push([position]);
      endMs = span.endedAt.getTime();
    }
    clock = own;
  }
  return groups;
}

function clockOf({ clockSuspect, resource }: Span): string | null {
  if (clockSuspect) return null;
  return JSON.stringify([resource["host.name"] ?? null, resource["service.instance.id"] ?? null]);
}
