import type { BadCount } from "@/lib/domain/slo/error-budget";
import {
  effectiveProportion,
  effectiveSize,
  type Weights,
} from "@/lib/domain/statistics/effective-sample";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import type { Tally } from "./report-facts";
import type { MaybeShare, Share } from "./report-share";

export const NOTHING: Tally = { n: 0, w: 0, w2: 0 };

export function addTallies(rows: readonly Tally[]): Tally {
  let n = 0;
  let w = 0;
  let w2 = 0;
  for (const row of rows) {
    n += row.n;
    w += row.w;
    w2 += row.w2;
  }
  return { n, w, w2 };
}

/** Tally per key, in the order in which keys first come. */
export function tallyBy<Row extends Tally, Key>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): Map<Key, Tally> {
  const groups = groupBy(rows, keyOf);
  return new Map([...groups].map(([key, group]) => [key, addTallies(group)]));
}

export function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** A weighted share with its Wilson interval; null when there is no whole. */
export function shareOf(part: Weights, whole: Weights): Share | null {
  const { successes, trials } = effectiveProportion(part, whole);
  if (trials === 0) return null;
  return { share: part.w / whole.w, ...wilson(successes, trials) };
}

/** The same with its fields null when there is no whole. */
export function maybeShare(part: Weights, whole: Weights): MaybeShare {
  return shareOf(part, whole) ?? { share: null, low: null, high: null };
}

/** A weighted share as bad requests among effective ones. */
export function badCount(bad: Weights, all: Weights): BadCount {
  const { successes, trials } = effectiveProportion(bad, all);
  return { bad: successes, total: trials };
}

/** Effective numbers of the parts of one whole, which keep their shares. */
export function effectiveCounts(parts: readonly Weights[], whole: Weights): number[] {
  const size = effectiveSize(whole);
  return parts.map((part) => (whole.w === 0 ? 0 : (part.w / whole.w) * size));
}

/** Text order that is the same on every machine. */
export function byText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
