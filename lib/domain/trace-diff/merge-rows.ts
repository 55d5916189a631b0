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
export function mergeRows(a: Run, b: Run, alignment: RunAlignment): Row[] {
  const merge = new Merge(a, b, alignment);
  const rows: Row[] = [];
  const pending = merge.siblings(a.roots, b.roots, NONE, 0).reverse();
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const row = rows.length;
    rows.push(place);
    const below = merge.siblings(
      a.steps[place.a]?.groups ?? [],
      b.steps[place.b]?.groups ?? [],
      row,
      place.depth + 1,
    );
    pending.push(...below.reverse());
  }
  return rows;
}

class Merge {
  #groups = 0;

  constructor(
    readonly a: Run,
    readonly b: Run,
    readonly alignment: RunAlignment,
  ) {}

  siblings(groupsA: Run["roots"], groupsB: Run["roots"], parent: number, depth: number): Row[] {
    const { ofA, ofB, isMoved } = this.alignment;
    const numbers = this.#numberGroups(groupsA);
    const siblingsB = groupsB.flat();
    const placeInB = new Map(siblingsB.map((at, place) => [at, place]));
    const rows: Row[] = [];
    let next = 0;
    const insertBefore = (end: number) => {
      const alone = siblingsB.slice(next, end).filter((at) => ofB[at] === NONE);
      rows.push(...alone.map((b) => ({ a: NONE, b, isMoved: false, parent, depth, group: null })));
      next = Math.max(next, end);
    };
    for (const at of groupsA.flat()) {
      const partner = ofA[at] ?? NONE;
      const hasMoved = isMoved[at] === 1;
      insertBefore(hasMoved ? 0 : (placeInB.get(partner) ?? 0));
      const group = numbers.get(at) ?? null;
      rows.push({ a: at, b: partner, isMoved: hasMoved, parent, depth, group });
    }
    insertBefore(siblingsB.length);
    return rows;
  }

  #numberGroups(groups: Run["roots"]): Map<number, number> {
    const numbers = new Map<number, number>();
    for (const group of groups) {
      if (group.length < 2) continue;
      for (const at of group) numbers.set(at, this.#groups);
      this.#groups += 1;
    }
    return numbers;
  }
}
