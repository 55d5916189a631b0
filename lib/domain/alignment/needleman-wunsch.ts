export type SequenceAlignment = {
  /** Positions in both sequences, ascending in each. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly score: number;
};

export type AlignmentRules = {
  /** Score of leaving an element alone; negative. */
  readonly gap: number;
  /** Pairs less similar than this are never made. */
  readonly minSimilarity: number;
  /** Most cells of the table that are filled; a longer problem is searched near its diagonal only. */
  readonly maxCells: number;
};

const PAIR = 1;
const SKIP_A = 2;
const SKIP_B = 3;

/**
 * The best order-keeping pairing of two sequences. A pair scores twice its similarity minus one, so
 * that 0.5 is worth nothing and 1 is worth 1; each element left alone scores `gap`. Of alignments
 * that are as good, the one that pairs the later elements is taken.
 *
 * @param similarity 0 … 1
 * @see Needleman and Wunsch 1970
 */
export function alignSequences(
  lengthA: number,
  lengthB: number,
  similarity: (a: number, b: number) => number,
  { gap, minSimilarity, maxCells }: AlignmentRules,
): SequenceAlignment {
  const band = new Band(lengthA, lengthB, maxCells);
  for (let a = 0; a <= lengthA; a += 1) {
    for (let b = band.first(a); b <= band.last(a); b += 1) {
      const similar = a > 0 && b > 0 ? similarity(a - 1, b - 1) : -1;
      band.keep(a, b, similar >= minSimilarity ? 2 * similar - 1 : null, gap);
    }
  }
  return { pairs: band.walkBack(), score: band.score(lengthA, lengthB) };
}

/** The part of the table around its diagonal that is filled; all of it when it fits. */
class Band {
  readonly #width: number;
  readonly #half: number;
  readonly #scores: Float64Array;
  readonly #moves: Uint8Array;

  constructor(
    readonly lengthA: number,
    readonly lengthB: number,
    maxCells: number,
  ) {
    const rows = lengthA + 1;
    const isWhole = rows * (lengthB + 1) <= maxCells;
    // The diagonal may climb by more than one column a row; the band has to reach over that step.
    const climb = Math.ceil(lengthB / Math.max(1, lengthA));
    const half = Math.max(climb + 1, Math.floor(maxCells / rows / 2));
    this.#half = isWhole ? lengthB : half;
    this.#width = isWhole ? lengthB + 1 : 2 * half + 1;
    this.#scores = new Float64Array(rows * this.#width).fill(Number.NEGATIVE_INFINITY);
    this.#moves = new Uint8Array(rows * this.#width);
    this.#scores[this.#cell(0, 0)] = 0;
  }

  first(a: number): number {
    return Math.max(0, this.#centre(a) - this.#half);
  }

  last(a: number): number {
    return Math.min(this.lengthB, this.#centre(a) + this.#half);
  }

  score(a: number, b: number): number {
    if (a < 0 || b < this.first(a) || b > this.last(a)) return Number.NEGATIVE_INFINITY;
    return this.#scores[this.#cell(a, b)] ?? Number.NEGATIVE_INFINITY;
  }

  /** @param gain score of pairing the last elements of both; null when they must not be paired */
  keep(a: number, b: number, gain: number | null, gap: number): void {
    if (a === 0 && b === 0) return;
    const pair = gain === null ? Number.NEGATIVE_INFINITY : this.score(a - 1, b - 1) + gain;
    const skipA = this.score(a - 1, b) + gap;
    const best = Math.max(pair, skipA, this.score(a, b - 1) + gap);
    const cell = this.#cell(a, b);
    this.#scores[cell] = best;
    this.#moves[cell] = best === pair ? PAIR : best === skipA ? SKIP_A : SKIP_B;
  }

  walkBack(): [number, number][] {
    const pairs: [number, number][] = [];
    let a = this.lengthA;
    let b = this.lengthB;
    while (a > 0 || b > 0) {
      const move = this.#moves[this.#cell(a, b)];
      if (move === PAIR) pairs.push([a - 1, b - 1]);
      if (move !== SKIP_B) a -= 1;
      if (move !== SKIP_A) b -= 1;
    }
    return pairs.reverse();
  }

  #centre(a: number): number {
    if (this.#half >= this.lengthB) return 0;
    return Math.round((a * this.lengthB) / Math.max(1, this.lengthA));
  }

  #cell(a: number, b: number): number {
    return a * this.#width + b - this.first(a);
  }
}
