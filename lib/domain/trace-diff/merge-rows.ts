import type { RunAlignment } from "./align-runs";
import type { Run } from "./canonical-run";

/** A line of the comparison: positions in `Run.steps`, -1 where a run has no such step. */
export type Row = {
  readonly a: number;
  readonly b: number;
  readonly isMoved: boolean;
  /** Row of the step that this one is part of; -1 at the top. */
  readonly parent: number;
  readonly depth: number;
  /** Rows of one group ran at the same time and share its number; null for a step that ran alone. */
  readonly group: number | null;
};

const NONE = -1;

/**
 * Both runs in one order: A's steps in theirs, and before each pair those of B alone that came
 * before its partner. A moved step stands where A has it.
 */
export function mergeRows(a: Run, b: Run, { ofA, ofB, isMoved }: RunAlignment): Row[] {
  const rows: Row[] = [];
  let groups = 0;
  type Place = { a: number; b: number; parent: number; depth: number; group: number | null };
  const pending: Place[] = [];

  const childrenOf = (run: Run, at: number) => (at === NONE ? [] : (run.steps[at]?.groups ?? []));
  const plan = (groupsA: Run["roots"], groupsB: Run["roots"], parent: number, depth: number) => {
    const places: Place[] = [];
    const numbers = new Map<number, number | null>();
    for (const group of groupsA) {
      const number = group.length > 1 ? groups++ : null;
      for (const at of group) numbers.set(at, number);
    }
    const siblingsB = groupsB.flat();
    const placeOf = new Map(siblingsB.map((at, place) => [at, place]));
    let next = 0;
    const insertBefore = (end: number) => {
      for (; next < end; next += 1) {
        const at = siblingsB[next];
        if (at !== undefined && ofB[at] === NONE) {
          places.push({ a: NONE, b: at, parent, depth, group: null });
        }
      }
    };
    for (const at of groupsA.flat()) {
      const partner = ofA[at] ?? NONE;
      const place = isMoved[at] === 1 ? undefined : placeOf.get(partner);
      if (place !== undefined) insertBefore(place);
      places.push({ a: at, b: partner, parent, depth, group: numbers.get(at) ?? null });
    }
    insertBefore(siblingsB.length);
    pending.push(...places.reverse());
  };

  plan(a.roots, b.roots, NONE, 0);
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const row = rows.length;
    rows.push({ ...place, isMoved: place.a !== NONE && isMoved[place.a] === 1 });
    plan(childrenOf(a, place.a), childrenOf(b, place.b), row, place.depth + 1);
  }
  return rows;
}
