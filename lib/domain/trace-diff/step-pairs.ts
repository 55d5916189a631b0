import { assignBest } from "../alignment/assignment";
import { groupBy } from "../group-by";
import type { Run, RunStep } from "./canonical-run";
import { roughSimilarity, type StepSimilarity } from "./step-similarity";

const NONE = -1;
export const MIN_SIMILARITY = 0.5;
/** Tables of more pairs look only at what is equal. */
const MAX_CLOSE_CELLS = 900;
/** Pairs of steps that are read closely in one comparison of runs. */
const MAX_CLOSE_LOOKS = 6_000;
const MAX_ASSIGNED = 80;

type Similarity = (a: number, b: number, isClose: boolean) => number;

/** The pairs made so far between the steps of two runs, and the ways to make more. */
export class StepPairs {
  /** For each step its partner in the other run; -1 while it has none. */
  readonly ofA: Int32Array;
  readonly ofB: Int32Array;
  /** 1 for steps of A whose partner stands elsewhere. */
  readonly isMoved: Uint8Array;
  /** Pairs whose children have not been aligned yet. */
  readonly pending: [number, number][] = [];
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

  pair(a: number, b: number, isMoved = false): void {
    if (this.ofA[a] !== NONE || this.ofB[b] !== NONE) return;
    this.ofA[a] = b;
    this.ofB[b] = a;
    this.isMoved[a] = isMoved ? 1 : 0;
    this.pending.push([a, b]);
  }

  /** Whether so many pairs may be read closely. */
  takeLooks(pairs: number): boolean {
    if (pairs > MAX_CLOSE_CELLS || this.#looks + pairs > MAX_CLOSE_LOOKS) return false;
    this.#looks += pairs;
    return true;
  }

  groupSimilarity(groupA: readonly number[], groupB: readonly number[], isClose: boolean): number {
    const [a] = groupA;
    const [b] = groupB;
    if (a === undefined || b === undefined) return 0;
    if (groupA.length === 1 && groupB.length === 1) return this.alike(a, b, isClose);
    const largest = Math.max(groupA.length, groupB.length);
    if (largest > 8) return labelOverlap(groupA, groupB, this.a, this.b) / largest;
    const pairing = assignBest(groupA.length, groupB.length, (row, column) =>
      this.alike(groupA[row] ?? NONE, groupB[column] ?? NONE, false),
    );
    const sum = pairing.reduce(
      (total, column, row) =>
        column < 0 ? total : total + this.alike(groupA[row] ?? NONE, groupB[column] ?? NONE, false),
      0,
    );
    return sum / largest;
  }

  /** A step of the same name is a partner, if no better one is found. */
  alike(a: number, b: number, isClose: boolean): number {
    const stepA = this.stepA(a);
    const stepB = this.stepB(b);
    const similar = (isClose ? this.close : roughSimilarity)(stepA, stepB);
    const isNamesake = stepA.kind === stepB.kind && stepA.label === stepB.label;
    return isNamesake ? Math.max(MIN_SIMILARITY, similar) : similar;
  }

  pairGroups(groupA: readonly number[] | undefined, groupB: readonly number[] | undefined): void {
    if (!groupA || !groupB) return;
    const [a] = groupA;
    const [b] = groupB;
    if (groupA.length === 1 && groupB.length === 1 && a !== undefined && b !== undefined) {
      this.pair(a, b);
      return;
    }
    this.pairEqual(groupA, groupB);
    this.assign(
      this.sorted(
        groupA.filter((at) => this.ofA[at] === NONE),
        this.a,
      ),
      this.sorted(
        groupB.filter((at) => this.ofB[at] === NONE),
        this.b,
      ),
      (row, column, isClose) => this.alike(row, column, isClose),
      MIN_SIMILARITY,
      false,
    );
  }

  pairEqual(groupA: readonly number[], groupB: readonly number[], isMoved = false): void {
    const byWhole = groupBy(groupB, (at) => this.stepB(at).whole);
    for (const a of groupA) {
      if (this.ofA[a] !== NONE) continue;
      const equal = byWhole.get(this.stepA(a).whole) ?? [];
      const b = equal.find((at) => this.ofB[at] === NONE);
      if (b !== undefined) this.pair(a, b, isMoved);
    }
  }

  /** By content, so that the order in which members were sent decides nothing. */
  sorted(group: readonly number[], { steps }: Run): number[] {
    const key = (at: number) => `${steps[at]?.label} ${this.hash(steps[at]?.self ?? NONE)}`;
    return [...group].sort((x, y) => (key(x) < key(y) ? -1 : 1));
  }

  assign(
    left: readonly number[],
    right: readonly number[],
    similarity: Similarity,
    least: number,
    isMoved: boolean,
  ): void {
    if (Math.max(left.length, right.length) > MAX_ASSIGNED) {
      this.assignInOrder(left, right, similarity, least, isMoved);
      return;
    }
    const isClose = this.takeLooks(left.length * right.length);
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
      if ((table[row]?.[column] ?? 0) >= least) this.pair(a, b, isMoved);
    }
  }

  /** Too many to weigh all: of each name, the next free one that will do. */
  assignInOrder(
    left: readonly number[],
    right: readonly number[],
    similarity: Similarity,
    least: number,
    isMoved: boolean,
  ): void {
    const nameOf = ({ kind, label }: RunStep) => `${kind} ${label}`;
    const byName = groupBy([...right].reverse(), (at) => nameOf(this.stepB(at)));
    for (const a of left) {
      const free = byName.get(nameOf(this.stepA(a)));
      const b = free?.at(-1);
      if (b === undefined || similarity(a, b, false) < least) continue;
      free?.pop();
      this.pair(a, b, isMoved);
    }
  }

  stepA(position: number): RunStep {
    return stepAt(this.a, position);
  }

  stepB(position: number): RunStep {
    return stepAt(this.b, position);
  }
}

function stepAt({ steps }: Run, position: number): RunStep {
  const step = steps[position];
  if (!step) throw new RangeError(`No step ${position}`);
  return step;
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
