import type { Checkpoints } from "../checkpoints";
import type { VectorSet } from "./vectorise";

/**
 * Texts as near as this are alike whatever lies between them: where production says nearly the same
 * over and over, balls that end at the fifth nearest would hold nothing else.
 */
const ALWAYS_ALIKE = 0.8;
/** Rounding must not put a text outside the ball of its own twin. */
const TOLERANCE = 1e-5;

/** The nearest neighbours of each vector among the others of its set. */
export type Neighbourhood = {
  /** How many neighbours were looked for; fewer than asked when the set is small. */
  readonly k: number;
  /** Radius of the vector's ball as a similarity: the cosine to the k-th neighbour, 0.8 at most. */
  readonly radiusCosine: Float32Array;
  /**
   * Share of vectors that are in the ball of no other one: what is outside every ball by chance
   * alone, when it comes from the same source.
   */
  readonly outsideByChance: number;
};

/** Dot product of vector `i` of one set and vector `j` of another; a cosine, as both are units. */
export function cosine(a: VectorSet, i: number, b: VectorSet, j: number): number {
  const { dimensions } = a;
  const [left, right] = [a.data, b.data];
  let [at, to] = [i * dimensions, j * dimensions];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  // Four sums, so that no addition waits for the one before.
  for (const end = at + dimensions; at < end; at += 4, to += 4) {
    s0 += (left[at] as number) * (right[to] as number);
    s1 += (left[at + 1] as number) * (right[to + 1] as number);
    s2 += (left[at + 2] as number) * (right[to + 2] as number);
    s3 += (left[at + 3] as number) * (right[to + 3] as number);
  }
  return s0 + s1 + s2 + s3;
}

/**
 * The ball of each vector that holds its k nearest neighbours.
 *
 * @param k at least 1
 */
export function* findNeighbourhood(vectors: VectorSet, k: number): Checkpoints<Neighbourhood> {
  const { count } = vectors;
  const nearest = new Nearest(count, Math.min(k, Math.max(0, count - 1)));
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const near = cosine(vectors, i, vectors, j);
      nearest.offer(i, j, near);
      nearest.offer(j, i, near);
    }
    yield;
  }
  return {
    k: nearest.size,
    radiusCosine: Float32Array.from({ length: count }, (_, i) =>
      Math.min(ALWAYS_ALIKE, nearest.worst(i)),
    ),
    outsideByChance: nearest.shareInNoBall(),
  };
}

/** For each of some vectors the few nearest of those it was offered, nearest first. */
class Nearest {
  readonly #indexes: Int32Array;
  readonly #cosines: Float32Array;

  constructor(
    readonly count: number,
    readonly size: number,
  ) {
    this.#indexes = new Int32Array(count * size).fill(-1);
    this.#cosines = new Float32Array(count * size).fill(Number.NEGATIVE_INFINITY);
  }

  /** Cosine of the farthest that is kept; −1 where there is none. */
  worst(of: number): number {
    return this.size === 0 ? -1 : (this.#cosines[(of + 1) * this.size - 1] as number);
  }

  offer(of: number, index: number, near: number): void {
    if (near <= this.worst(of)) return;
    const start = of * this.size;
    let at = start + this.size - 1;
    for (; at > start && (this.#cosines[at - 1] as number) < near; at -= 1) {
      this.#cosines[at] = this.#cosines[at - 1] as number;
      this.#indexes[at] = this.#indexes[at - 1] as number;
    }
    if (this.size === 0) return;
    this.#cosines[at] = near;
    this.#indexes[at] = index;
  }

  shareInNoBall(): number {
    if (this.count === 0) return 0;
    const inside = new Set(this.#indexes);
    inside.delete(-1);
    for (let of = 0; this.size > 0 && of < this.count; of += 1) {
      if ((this.#cosines[of * this.size] as number) >= ALWAYS_ALIKE) inside.add(of);
    }
    return 1 - inside.size / this.count;
  }
}

/** Which of some other vectors lie in the balls of a set, and which balls hold any of them. */
export type BallHits = {
  /** By the other vector: in how many balls it lies. */
  readonly ballsOfOther: Uint32Array;
  /** By the vector of the set: 1 when its ball holds any of the others. */
  readonly isHit: Uint8Array;
  /** By the other vector: the vector of the set that is nearest to it; −1 for an empty set. */
  readonly nearest: Int32Array;
};

type Balls = Pick<Neighbourhood, "radiusCosine">;

/** Finds for each of some other vectors all the balls it lies in. */
export function* hitBalls(
  vectors: VectorSet,
  { radiusCosine }: Balls,
  others: VectorSet,
): Checkpoints<BallHits> {
  const ballsOfOther = new Uint32Array(others.count);
  const isHit = new Uint8Array(vectors.count);
  const nearest = new Int32Array(others.count).fill(-1);
  for (let other = 0; other < others.count; other += 1) {
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < vectors.count; i += 1) {
      const near = cosine(vectors, i, others, other);
      if (near > best) {
        best = near;
        nearest[other] = i;
      }
      if (near < (radiusCosine[i] as number) - TOLERANCE) continue;
      isHit[i] = 1;
      ballsOfOther[other] = (ballsOfOther[other] as number) + 1;
    }
    yield;
  }
  return { ballsOfOther, isHit, nearest };
}

/** Whether each of some other vectors lies in any ball; looks no further than the first. */
export function* isInAnyBall(
  vectors: VectorSet,
  { radiusCosine }: Balls,
  others: VectorSet,
): Checkpoints<boolean[]> {
  const inside: boolean[] = [];
  for (let other = 0; other < others.count; other += 1) {
    let i = 0;
    const isOutside = (at: number) =>
      cosine(vectors, at, others, other) < (radiusCosine[at] as number) - TOLERANCE;
    while (i < vectors.count && isOutside(i)) i += 1;
    inside.push(i < vectors.count);
    yield;
  }
  return inside;
}

/**
 * The share of balls that hold at least one of `others` vectors when these come from the same
 * source: 1 − Π (N − i) / (M + N − i) over i = 1…k.
 *
 * @param count N, vectors with balls
 * @param others M, vectors that may lie in them
 * @see Naeem et al. 2020, "Reliable fidelity and diversity metrics for generative models", lemma 2
 */
export function expectedCoverage(count: number, others: number, k: number): number {
  let missed = 1;
  for (let i = 1; i <= k; i += 1) missed *= (count - i) / (others + count - i);
  return 1 - missed;
}
