import { assignBest } from "../alignment/assignment";
import { longestIncreasing } from "../alignment/longest-increasing";
import { alignSequences } from "../alignment/needleman-wunsch";
import type { Run, RunStep } from "./canonical-run";
import { groupBy } from "./group-by";
import type { StepSimilarity } from "./step-similarity";
import { roughSimilarity } from "./step-similarity";

/** For each step of a run its partner in the other, -1 where it has none. */
export type RunAlignment = {
  readonly ofA: Int32Array;
  readonly ofB: Int32Array;
  /** 1 for steps of A whose partner stands elsewhere. */
  readonly isMoved: Uint8Array;
};

const NONE = -1;
const GAP = -0.4;
const MIN_SIMILARITY = 0.5;
const MIN_MOVED_SIMILARITY = 0.8;
/** Tables of more pairs are searched by what is equal, and near their diagonal. */
const MAX_CELLS = 300_000;
/** So near, in steps either way, however long the runs. */
const LEAST_REACH = 50;
/** Tables of more pairs look only at what is equal. */
const MAX_CLOSE_CELLS = 900;
/** Pairs of steps that are read closely in one comparison of runs. */
const MAX_CLOSE_LOOKS = 6_000;
const MAX_ASSIGNED = 80;

type Groups = readonly (readonly number[])[];

/**
 * Pairs the steps of two runs: what is equal first, then in order between groups of siblings,
 * one to one inside groups that ran at the same time, and last what moved elsewhere.
 *
 * @see Falleri et al. 2014 (GumTree) for the two phases; docs/analyses/trace-diff.md
 */
export function alignRuns(
  a: Run,
  b: Run,
  close: StepSimilarity,
  hash: (id: number) => string,
): RunAlignment {
  // Ties fall the same way in both directions because the same run is always read first.
  const isSwapped = comesAfter(a, b, hash);
  const aligner = isSwapped ? new Aligner(b, a, close, hash) : new Aligner(a, b, close, hash);
  aligner.align();
  if (!isSwapped) return { ofA: aligner.ofA, ofB: aligner.ofB, isMoved: aligner.isMoved };
  const isMoved = new Uint8Array(a.steps.length);
  for (const [position, partner] of aligner.ofB.entries()) {
    isMoved[position] = partner === NONE ? 0 : (aligner.isMoved[partner] ?? 0);
  }
  return { ofA: aligner.ofB, ofB: aligner.ofA, isMoved };
}

function comesAfter({ steps: a }: Run, { steps: b }: Run, hash: (id: number) => string): boolean {
  if (a.length !== b.length) return a.length > b.length;
  const first = a.findIndex(({ self }, at) => self !== b[at]?.self);
  return first >= 0 && hash(a[first]?.self ?? NONE) > hash(b[first]?.self ?? NONE);
}

class Aligner {
  readonly ofA: Int32Array;
  readonly ofB: Int32Array;
  readonly isMoved: Uint8Array;
  readonly #pending: [number, number][] = [];
  #looks = 0;

  constructor(
    readonly a: Run,
    readonly b: Run,
    readonly close: StepSimilarity,
    readonly hash: (id: number) => string,
  ) {
    this.ofA = new Int32Array(a.steps.length).fill(NONE);
    this.ofB = new Int32Array(b.steps.length).fill(NONE);
    this.isMoved = new Uint8Array(a.steps.length);
  }

  align(): void {
    const [rootA, ...moreA] = this.a.roots.flat();
    const [rootB, ...moreB] = this.b.roots.flat();
    if (rootA !== undefined && rootB !== undefined && moreA.length + moreB.length === 0) {
      this.#pair(rootA, rootB);
    } else {
      this.#alignGroups(this.a.roots, this.b.roots);
    }
    this.#goDown();
    this.#pairMoved();
  }

  #goDown(): void {
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) {
      const [a, b] = next;
      this.#alignGroups(this.#stepA(a).groups, this.#stepB(b).groups);
    }
  }

  #alignGroups(groupsA: Groups, groupsB: Groups): void {
    const keysA = groupsA.map((group) => groupKey(group, this.a));
    const keysB = groupsB.map((group) => groupKey(group, this.b));
    let start = 0;
    while (start < keysA.length && start < keysB.length && keysA[start] === keysB[start])
      start += 1;
    let endA = keysA.length;
    let endB = keysB.length;
    while (endA > start && endB > start && keysA[endA - 1] === keysB[endB - 1]) {
      endA -= 1;
      endB -= 1;
    }
    for (let at = 0; at < start; at += 1) this.#pairGroups(groupsA[at], groupsB[at]);
    for (let at = endA; at < keysA.length; at += 1) {
      this.#pairGroups(groupsA[at], groupsB[at - endA + endB]);
    }
    if (this.#isSameTurn(groupsA.slice(start, endA), groupsB.slice(start, endB))) {
      this.#pairGroups(groupsA[start], groupsB[start]);
      start += 1;
    }
    this.#alignUnlike(groupsA.slice(start, endA), groupsB.slice(start, endB));
  }

  /**
   * Whether the next step of both is the same model's or decision's turn: after one and the same
   * past there is but one, however other it turned out. Not so when a step follows that equals it.
   */
  #isSameTurn(groupsA: Groups, groupsB: Groups): boolean {
    const [a, ...moreA] = groupsA[0] ?? [];
    const [b, ...moreB] = groupsB[0] ?? [];
    if (a === undefined || b === undefined || moreA.length + moreB.length > 0) return false;
    const [stepA, stepB] = [this.#stepA(a), this.#stepB(b)];
    if (stepA.kind !== stepB.kind || stepA.label !== stepB.label) return false;
    if (stepA.kind !== "llm" && stepA.kind !== "decision") return false;
    const isIn = (self: number, groups: Groups, run: Run) =>
      groups.some((group) => group.some((at) => run.steps[at]?.self === self));
    return !isIn(stepA.self, groupsB, this.b) && !isIn(stepB.self, groupsA, this.a);
  }

  #alignUnlike(groupsA: Groups, groupsB: Groups): void {
    const cells = groupsA.length * groupsB.length;
    if (cells === 0) return;
    const anchors = cells > MAX_CELLS ? this.#anchors(groupsA, groupsB) : [];
    let fromA = 0;
    let fromB = 0;
    for (const [a, b] of [...anchors, [groupsA.length, groupsB.length] as const]) {
      this.#alignStretch(groupsA.slice(fromA, a), groupsB.slice(fromB, b));
      this.#pairGroups(groupsA[a], groupsB[b]);
      fromA = a + 1;
      fromB = b + 1;
    }
  }

  /** Groups that occur once on either side and are equal, as far as their order agrees. */
  #anchors(groupsA: Groups, groupsB: Groups): [number, number][] {
    const ofB = uniquePositions(groupsB.map((group) => groupKey(group, this.b)));
    const shared: [number, number][] = [];
    for (const [key, a] of uniquePositions(groupsA.map((group) => groupKey(group, this.a)))) {
      const b = ofB.get(key);
      if (b !== undefined) shared.push([a, b]);
    }
    return longestIncreasing(shared.map(([, b]) => b)).flatMap((at) => {
      const pair = shared[at];
      return pair ? [pair] : [];
    });
  }

  #alignStretch(groupsA: Groups, groupsB: Groups): void {
    const isClose = this.#takeLooks(groupsA.length * groupsB.length);
    const { pairs } = alignSequences(
      groupsA.length,
      groupsB.length,
      (a, b) => this.#groupSimilarity(groupsA[a] ?? [], groupsB[b] ?? [], isClose),
      {
        gap: GAP,
        minSimilarity: MIN_SIMILARITY,
        maxCells: Math.max(MAX_CELLS, 2 * LEAST_REACH * groupsA.length),
      },
    );
    for (const [a, b] of pairs) this.#pairGroups(groupsA[a], groupsB[b]);
  }

  /** Whether so many pairs may be read closely. */
  #takeLooks(pairs: number): boolean {
    if (pairs > MAX_CLOSE_CELLS || this.#looks + pairs > MAX_CLOSE_LOOKS) return false;
    this.#looks += pairs;
    return true;
  }

  #groupSimilarity(groupA: readonly number[], groupB: readonly number[], isClose: boolean): number {
    const [a] = groupA;
    const [b] = groupB;
    if (a === undefined || b === undefined) return 0;
    if (groupA.length === 1 && groupB.length === 1) return this.#alike(a, b, isClose);
    const largest = Math.max(groupA.length, groupB.length);
    if (largest > 8) return labelOverlap(groupA, groupB, this.a, this.b) / largest;
    const pairing = assignBest(groupA.length, groupB.length, (row, column) =>
      this.#alike(groupA[row] ?? NONE, groupB[column] ?? NONE, false),
    );
    const sum = pairing.reduce(
      (total, column, row) =>
        column < 0
          ? total
          : total + this.#alike(groupA[row] ?? NONE, groupB[column] ?? NONE, false),
      0,
    );
    return sum / largest;
  }

  /** A step of the same name is a partner, if no better one is found. */
  #alike(a: number, b: number, isClose: boolean): number {
    const stepA = this.#stepA(a);
    const stepB = this.#stepB(b);
    const similar = (isClose ? this.close : roughSimilarity)(stepA, stepB);
    const isNamesake = stepA.kind === stepB.kind && stepA.label === stepB.label;
    return isNamesake ? Math.max(MIN_SIMILARITY, similar) : similar;
  }

  #pairGroups(groupA: readonly number[] | undefined, groupB: readonly number[] | undefined): void {
    if (!groupA || !groupB) return;
    const [a] = groupA;
    const [b] = groupB;
    if (groupA.length === 1 && groupB.length === 1 && a !== undefined && b !== undefined) {
      this.#pair(a, b);
      return;
    }
    this.#pairEqual(groupA, groupB);
    this.#assign(
      this.#sorted(
        groupA.filter((at) => this.ofA[at] === NONE),
        this.a,
      ),
      this.#sorted(
        groupB.filter((at) => this.ofB[at] === NONE),
        this.b,
      ),
      (row, column, isClose) => this.#alike(row, column, isClose),
      MIN_SIMILARITY,
      false,
    );
  }

  #pairEqual(groupA: readonly number[], groupB: readonly number[], isMoved = false): void {
    const byWhole = groupBy(groupB, (at) => this.#stepB(at).whole);
    for (const a of groupA) {
      if (this.ofA[a] !== NONE) continue;
      const equal = byWhole.get(this.#stepA(a).whole) ?? [];
      const b = equal.find((at) => this.ofB[at] === NONE);
      if (b !== undefined) this.#pair(a, b, isMoved);
    }
  }

  /** By content, so that the order in which members were sent decides nothing. */
  #sorted(group: readonly number[], { steps }: Run): number[] {
    const key = (at: number) => `${steps[at]?.label} ${this.hash(steps[at]?.self ?? NONE)}`;
    return [...group].sort((x, y) => (key(x) < key(y) ? -1 : 1));
  }

  #assign(
    left: readonly number[],
    right: readonly number[],
    similarity: (a: number, b: number, isClose: boolean) => number,
    least: number,
    isMoved: boolean,
  ): void {
    if (Math.max(left.length, right.length) > MAX_ASSIGNED) {
      this.#assignInOrder(left, right, similarity, least, isMoved);
      return;
    }
    const isClose = this.#takeLooks(left.length * right.length);
    const table = left.map((a) => right.map((b) => similarity(a, b, isClose)));
    const pairing = assignBest(
      left.length,
      right.length,
      (row, column) => table[row]?.[column] ?? 0,
    );
    for (const [row, column] of pairing.entries()) {
      const a = left[row];
      const b = right[column];
      if (a === undefined || b === undefined) continue;
      if ((table[row]?.[column] ?? 0) >= least) this.#pair(a, b, isMoved);
    }
  }

  /** Too many to weigh all: of each name, the next free one that will do. */
  #assignInOrder(
    left: readonly number[],
    right: readonly number[],
    similarity: (a: number, b: number, isClose: boolean) => number,
    least: number,
    isMoved: boolean,
  ): void {
    const nameOf = ({ kind, label }: RunStep) => `${kind} ${label}`;
    const byName = groupBy([...right].reverse(), (at) => nameOf(this.#stepB(at)));
    for (const a of left) {
      const free = byName.get(nameOf(this.#stepA(a)));
      const b = free?.at(-1);
      if (b === undefined || similarity(a, b, false) < least) continue;
      free?.pop();
      this.#pair(a, b, isMoved);
    }
  }

  #pairMoved(): void {
    const left = freeOf(this.ofA);
    const right = freeOf(this.ofB);
    this.#pairEqual(left, right, true);
    this.#goDown();
    const nameOf = ({ kind, label }: RunStep) => `${kind} ${label}`;
    const byName = groupBy(freeOf(this.ofB), (at) => nameOf(this.#stepB(at)));
    for (const [name, group] of groupBy(freeOf(this.ofA), (at) => nameOf(this.#stepA(at)))) {
      this.#assign(
        group.filter((at) => this.ofA[at] === NONE),
        (byName.get(name) ?? []).filter((at) => this.ofB[at] === NONE),
        (a, b, isClose) => (isClose ? this.close : roughSimilarity)(this.#stepA(a), this.#stepB(b)),
        MIN_MOVED_SIMILARITY,
        true,
      );
      this.#goDown();
    }
  }

  #pair(a: number, b: number, isMoved = false): void {
    if (this.ofA[a] !== NONE || this.ofB[b] !== NONE) return;
    this.ofA[a] = b;
    this.ofB[b] = a;
    this.isMoved[a] = isMoved ? 1 : 0;
    this.#pending.push([a, b]);
  }

  #stepA(position: number): RunStep {
    return stepAt(this.a, position);
  }

  #stepB(position: number): RunStep {
    return stepAt(this.b, position);
  }
}

function stepAt({ steps }: Run, position: number): RunStep {
  const step = steps[position];
  if (!step) throw new RangeError(`No step ${position}`);
  return step;
}

function freeOf(partners: Int32Array): number[] {
  return [...partners.keys()].filter((position) => partners[position] === NONE);
}

function groupKey(group: readonly number[], { steps }: Run): string {
  return group
    .map((at) => steps[at]?.whole ?? NONE)
    .sort((x, y) => x - y)
    .join(" ");
}

function uniquePositions(keys: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [position, key] of keys.entries()) {
    if (positions.has(key)) repeated.add(key);
    positions.set(key, position);
  }
  for (const key of repeated) positions.delete(key);
  return positions;
}

function labelOverlap(
  groupA: readonly number[],
  groupB: readonly number[],
  a: Run,
  b: Run,
): number {
  const counts = new Map<string, number>();
  for (const at of groupA) {
    const label = a.steps[at]?.label ?? "";
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  let shared = 0;
  for (const at of groupB) {
    const label = b.steps[at]?.label ?? "";
    const left = counts.get(label) ?? 0;
    if (left > 0) shared += 1;
    counts.set(label, left - 1);
  }
  return shared;
}
