import type { Checkpoints } from "../checkpoints";
import { cosine } from "../text-vectors/neighbours";
import type { VectorSet } from "../text-vectors/vectorise";
import { seededRandom } from "./random";

/** Whether two samples come from one source. */
export type KernelTest = {
  /** Squared maximum mean discrepancy, unbiased; about 0 for one source. */
  readonly statistic: number;
  /** Share of random divisions of the pooled sample that are at least as far apart. */
  readonly p: number;
};

/**
 * Maximum mean discrepancy of two samples of unit vectors with a Gaussian kernel, whose width is the
 * median distance, and its permutation test. The seed makes it repeatable.
 *
 * @param permutations random divisions to compare with
 * @see Gretton et al. 2012, "A kernel two-sample test"
 */
export function* testKernelDiscrepancy(
  a: VectorSet,
  b: VectorSet,
  permutations: number,
  seed: number,
): Checkpoints<KernelTest> {
  const size = a.count + b.count;
  const kernel = yield* kernelMatrix(a, b);
  const order = Int32Array.from({ length: size }, (_, index) => index);
  const statistic = discrepancy(kernel, order, a.count);
  const random = seededRandom(seed);
  let asFar = 0;
  for (let round = 0; round < permutations; round += 1) {
    shuffle(order, random);
    if (discrepancy(kernel, order, a.count) >= statistic) asFar += 1;
    yield;
  }
  return { statistic, p: (asFar + 1) / (permutations + 1) };
}

function* kernelMatrix(a: VectorSet, b: VectorSet): Checkpoints<Float32Array> {
  const size = a.count + b.count;
  const kernel = new Float32Array(size * size);
  const above = new Float32Array((size * (size - 1)) / 2);
  let pair = 0;
  const at = (index: number): readonly [VectorSet, number] =>
    index < a.count ? [a, index] : [b, index - a.count];
  for (let i = 0; i < size; i += 1) {
    for (let j = i + 1; j < size; j += 1) {
      const squared = Math.max(0, 2 - 2 * cosine(...at(i), ...at(j)));
      kernel[i * size + j] = squared;
      above[pair] = squared;
      pair += 1;
    }
    yield;
  }
  const median = above.sort()[Math.floor(above.length / 2)] || 1;
  for (let i = 0; i < size; i += 1) {
    kernel[i * size + i] = 1;
    for (let j = i + 1; j < size; j += 1) {
      const value = Math.exp(-(kernel[i * size + j] as number) / median);
      kernel[i * size + j] = value;
      kernel[j * size + i] = value;
    }
  }
  return kernel;
}

/** Vectors `order[0…n)` against the rest; a vector is not compared with itself. */
function discrepancy(kernel: Float32Array, order: Int32Array, n: number): number {
  const size = order.length;
  const m = size - n;
  const isFirst = new Uint8Array(size);
  for (let i = 0; i < n; i += 1) isFirst[order[i] as number] = 1;
  let [within1, within2, between] = [0, 0, 0];
  for (let i = 0; i < size; i += 1) {
    const row = i * size;
    let [first, second] = [0, 0];
    for (let j = 0; j < size; j += 1) {
      const value = kernel[row + j] as number;
      const flag = isFirst[j] as number;
      first += value * flag;
      second += value * (1 - flag);
    }
    if (isFirst[i] === 1) {
      within1 += first - 1;
      between += second;
    } else within2 += second - 1;
  }
  return within1 / (n * (n - 1)) + within2 / (m * (m - 1)) - (2 * between) / (n * m);
}

/** Fisher and Yates. */
function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const moved = order[i] as number;
    order[i] = order[j] as number;
    order[j] = moved;
  }
}
