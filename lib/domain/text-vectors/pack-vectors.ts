import type { VectorSet } from "./vectorise";

/** Dot products take four numbers at a time. */
const STEP = 4;

/**
 * Vectors that somebody else made, as unit vectors in one array; filled with zeros up to a length that
 * dot products can take. One that is missing is all zeros, and like nothing.
 */
export function packVectors(vectors: readonly (readonly number[])[]): VectorSet {
  const longest = vectors.reduce((length, vector) => Math.max(length, vector.length), 0);
  const dimensions = Math.max(STEP, Math.ceil(longest / STEP) * STEP);
  const data = new Float32Array(vectors.length * dimensions);
  for (const [index, vector] of vectors.entries()) {
    const length = Math.hypot(...vector);
    if (length === 0) continue;
    for (const [at, value] of vector.entries()) data[index * dimensions + at] = value / length;
  }
  return { count: vectors.length, dimensions, data };
}
