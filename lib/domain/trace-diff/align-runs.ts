import { longestIncreasing } from "../alignment/longest-increasing";
import { alignSequences } from "../alignment/needleman-wunsch";
import { groupBy } from "../group-by";
import type { Run, RunStep } from "./canonical-run";
import { MIN_SIMILARITY, StepPairs } from "./step-pairs";
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
const MIN_MOVED_SIMILARITY = 0.8;
/** Tables of more pairs are searched by what is equal, and near their diagonal. */
const MAX_CELLS = 300_000;
/** So near, in steps either way, however long the runs. */
const LEAST_REACH = 50;

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
  const pairs = isSwapped ? new StepPairs(b, a, close, hash) : new StepPairs(a, b, close, hash);
  new Aligner(pairs).align();
  if (!isSwapped) return pairs;
  const isMoved = Uint8Array.from(pairs.ofB, (partner) => pairs.isMoved[partner] ?? 0);
  return { ofA: pairs.ofB, ofB: pairs.ofA, isMoved };
}

function comesAfter({ steps: a }: Run, { steps: b }: Run, hash: (id: number) => string): boolean {
  if (a.length !== b.length) return a.length > b.length;
  const first = a.findIndex(({ self }, at) => self !== b[at]?.self);
  return first >= 0 && hash(a[first]?.self ?? NONE) > hash(b[first]?.self ?? NONE);
}

class Aligner {
  readonly a: Run;
  readonly b: Run;

  constructor(readonly pairs: StepPairs) {
    this.a = pairs.a;
    this.b = pairs.b;
  }

  align(): void {
    const [rootA, ...moreA] = this.a.roots.flat();
    const [rootB, ...moreB] = this.b.roots.flat();
    if (rootA !== undefined && rootB !== undefined && moreA.length + moreB.length === 0) {
      this.pairs.pair(rootA, rootB);
    } else {
      this.#alignGroups(this.a.roots, this.b.roots);
    }
    this.#goDown();
    this.#pairMoved();
  }

  #goDown(): void {
    for (let next = this.pairs.pending.pop(); next !== undefined; next = this.pairs.pending.pop()) {
      const [a, b] = next;
      this.#alignGroups(this.pairs.stepA(a).groups, this.pairs.stepB(b).groups);
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
    for (let at = 0; at < start; at += 1) this.pairs.pairGroups(groupsA[at], groupsB[at]);
    for (let at = endA; at < keysA.length; at += 1) {
      this.pairs.pairGroups(groupsA[at], groupsB[at - endA + endB]);
    }
    if (this.#isSameTurn(groupsA.slice(start, endA), groupsB.slice(start, endB))) {
      this.pairs.pairGroups(groupsA[start], groupsB[start]);
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
    const [stepA, stepB] = [this.pairs.stepA(a), this.pairs.stepB(b)];
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
      this.pairs.pairGroups(groupsA[a], groupsB[b]);
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
    const isClose = this.pairs.takeLooks(groupsA.length * groupsB.length);
    const { pairs } = alignSequences(
      groupsA.length,
      groupsB.length,
      (a, b) => this.pairs.groupSimilarity(groupsA[a] ?? [], groupsB[b] ?? [], isClose),
      {
        gap: GAP,
        minSimilarity: MIN_SIMILARITY,
        maxCells: Math.max(MAX_CELLS, 2 * LEAST_REACH * groupsA.length),
      },
    );
    for (const [a, b] of pairs) this.pairs.pairGroups(groupsA[a], groupsB[b]);
  }

  #pairMoved(): void {
    const left = freeOf(this.pairs.ofA);
    const right = freeOf(this.pairs.ofB);
    this.pairs.pairEqual(left, right, true);
    this.#goDown();
    const nameOf = ({ kind, label }: RunStep) => `${kind} ${label}`;
    const byName = groupBy(freeOf(this.pairs.ofB), (at) => nameOf(this.pairs.stepB(at)));
    for (const [name, group] of groupBy(freeOf(this.pairs.ofA), (at) =>
      nameOf(this.pairs.stepA(at)),
    )) {
      this.pairs.assign(
        group.filter((at) => this.pairs.ofA[at] === NONE),
        (byName.get(name) ?? []).filter((at) => this.pairs.ofB[at] === NONE),
        (a, b, isClose) =>
          (isClose ? this.pairs.close : roughSimilarity)(this.pairs.stepA(a), this.pairs.stepB(b)),
        MIN_MOVED_SIMILARITY,
        true,
      );
      this.#goDown();
    }
  }
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
