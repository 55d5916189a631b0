import type { Checkpoints } from "../checkpoints";
import { seededRandom } from "../statistics/random";
import { cosine } from "./neighbours";
import type { VectorSet } from "./vectorise";

const MAX_ROUNDS = 30;
const STARTS = 3;
const FEWEST = 8;
const MOST = 60;

/** Which cluster each vector belongs to, and the direction of each cluster. */
export type Clustering = {
  readonly count: number;
  /** By vector, from 0; clusters are numbered by their size, the largest first. */
  readonly clusterOf: Int32Array;
  readonly centres: VectorSet;
};

/** How many clusters a sample of that size is put into: √(N/2), from 8 to 60, and no more than N. */
export function clusterCount(vectors: number): number {
  const wanted = Math.round(Math.sqrt(vectors / 2));
  return Math.min(vectors, MOST, Math.max(FEWEST, wanted));
}

/**
 * Groups unit vectors by direction: k-means on the sphere, started by k-means++ a few times, of which
 * the tightest counts. The seed makes it repeatable. Clusters that end up empty are left out.
 *
 * @see Dhillon & Modha 2001, "Concept decompositions for large sparse text data"; Arthur &
 *   Vassilvitskii 2007 for the start
 */
export function* clusterVectors(
  vectors: VectorSet,
  wanted: number,
  seed: number,
): Checkpoints<Clustering> {
  let best = yield* clusterOnce(vectors, wanted, seed);
  for (let start = 1; start < STARTS; start += 1) {
    const next = yield* clusterOnce(vectors, wanted, seed + start);
    if (next.tightness > best.tightness) best = next;
  }
  return bySize(best.clusterOf, best.centres);
}

function* clusterOnce(vectors: VectorSet, wanted: number, seed: number) {
  const clusterOf = new Int32Array(vectors.count);
  let centres = yield* spreadCentres(vectors, wanted, seed);
  let [tightness, moved] = yield* assign(vectors, centres, clusterOf);
  for (let round = 1; round < MAX_ROUNDS && moved > 0; round += 1) {
    centres = meanDirections(vectors, clusterOf, centres);
    [tightness, moved] = yield* assign(vectors, centres, clusterOf);
  }
  return { clusterOf, centres, tightness };
}

/** Starts far apart: each next centre is a vector, the likelier the farther it is from those there are. */
function* spreadCentres(vectors: VectorSet, wanted: number, seed: number): Checkpoints<VectorSet> {
  const { count, dimensions } = vectors;
  const random = seededRandom(seed);
  const size = Math.min(wanted, count);
  const data = new Float32Array(size * dimensions);
  const centres = { count: size, dimensions, data };
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.floor(random() * count);
  for (let centre = 0; centre < size; centre += 1) {
    data.set(
      vectors.data.subarray(chosen * dimensions, (chosen + 1) * dimensions),
      centre * dimensions,
    );
    let total = 0;
    for (let i = 0; i < count; i += 1) {
      const apart = Math.max(0, 1 - cosine(vectors, i, centres, centre));
      distances[i] = Math.min(distances[i] as number, apart);
      total += distances[i] as number;
    }
    chosen = pick(distances, random() * total);
    yield;
  }
  return centres;
}

function pick(weights: Float64Array, at: number): number {
  let left = at;
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

/** Puts every vector to its nearest centre; returns the sum of cosines, and how many changed theirs. */
function* assign(
  vectors: VectorSet,
  centres: VectorSet,
  clusterOf: Int32Array,
): Checkpoints<[number, number]> {
  let [tightness, moved] = [0, 0];
  for (let i = 0; i < vectors.count; i += 1) {
    const nearest = nearestCentre(centres, vectors, i);
    if (nearest !== clusterOf[i]) moved += 1;
    clusterOf[i] = nearest;
    tightness += centres.count === 0 ? 0 : cosine(vectors, i, centres, nearest);
    if (i % 64 === 0) yield;
  }
  return [tightness, moved];
}

/** The centre of the largest cosine; the first of equals. */
function nearestCentre(centres: VectorSet, vectors: VectorSet, i: number): number {
  let best = 0;
  let bestCosine = Number.NEGATIVE_INFINITY;
  for (let centre = 0; centre < centres.count; centre += 1) {
    const near = cosine(vectors, i, centres, centre);
    if (near <= bestCosine) continue;
    bestCosine = near;
    best = centre;
  }
  return best;
}

/** A centre that lost all of its vectors stays where it was. */
function meanDirections(vectors: VectorSet, clusterOf: Int32Array, before: VectorSet): VectorSet {
  const { dimensions } = vectors;
  const data = new Float32Array(before.data.length);
  for (let i = 0; i < vectors.count; i += 1) {
    const start = (clusterOf[i] as number) * dimensions;
    for (let d = 0; d < dimensions; d += 1) {
      data[start + d] = (data[start + d] as number) + (vectors.data[i * dimensions + d] as number);
    }
  }
  for (let centre = 0; centre < before.count; centre += 1) {
    const mean = data.subarray(centre * dimensions, (centre + 1) * dimensions);
    const length = Math.hypot(...mean);
    const old = before.data.subarray(centre * dimensions, (centre + 1) * dimensions);
    for (let d = 0; d < dimensions; d += 1) {
      mean[d] = length === 0 ? (old[d] as number) : (mean[d] as number) / length;
    }
  }
  return { count: before.count, dimensions, data };
}

function bySize(clusterOf: Int32Array, centres: VectorSet): Clustering {
  const { dimensions } = centres;
  const sizes = new Uint32Array(centres.count);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  const order = [...sizes.keys()]
    .filter((cluster) => (sizes[cluster] as number) > 0)
    .sort((a, b) => (sizes[b] as number) - (sizes[a] as number) || a - b);
  const rank = new Int32Array(centres.count);
  const data = new Float32Array(order.length * dimensions);
  for (const [place, cluster] of order.entries()) {
    rank[cluster] = place;
    data.set(
      centres.data.subarray(cluster * dimensions, (cluster + 1) * dimensions),
      place * dimensions,
    );
  }
  return {
    count: order.length,
    clusterOf: clusterOf.map((cluster) => rank[cluster] as number),
    centres: { count: order.length, dimensions, data },
  };
}
