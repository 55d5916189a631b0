import { chiSquareQuantile } from "./distributions";
import { totalVariation } from "./mix-distance";
import { type Interval, wilson } from "./proportion-interval";
import { sampleMultinomial, seededRandom } from "./random";

/**
 * Intervals of all parts of a mix that hold together with 95 %: Wilson's with a wider z.
 *
 * @param counts may be effective numbers
 * @see Goodman 1965, "On simultaneous confidence intervals for multinomial proportions"
 */
export function goodmanIntervals(counts: readonly number[], alpha = 0.05): Interval[] {
  const trials = counts.reduce((sum, count) => sum + count, 0);
  const z = Math.sqrt(chiSquareQuantile(1 - alpha / counts.length, 1));
  return counts.map((count) => wilson(count, trials, z));
}

const RESAMPLES = 500;

/**
 * 95 % interval of the total variation between two mixes, by drawing both again from what was seen.
 * A distance cannot be negative, so two samples of one mix keep a small one.
 *
 * @param a counts per part; may be effective numbers, in the same order as `b`
 * @param seed the same seed gives the same interval
 * @returns null when either mix is empty
 * @see Efron & Tibshirani 1993, "An Introduction to the Bootstrap", chapter 13 (percentiles)
 */
export function totalVariationInterval(
  a: readonly number[],
  b: readonly number[],
  seed: number,
): Interval | null {
  const random = seededRandom(seed);
  const resample = resampler(a, random);
  const resampleOther = resampler(b, random);
  const distances: number[] = [];
  for (let draw = 0; draw < RESAMPLES; draw += 1) {
    const distance = totalVariation(resample(), resampleOther());
    if (distance === null) return null;
    distances.push(distance);
  }
  distances.sort((x, y) => x - y);
  return { low: quantile(distances, 0.025), high: quantile(distances, 0.975) };
}

function resampler(counts: readonly number[], random: () => number): () => number[] {
  const trials = counts.reduce((sum, count) => sum + count, 0);
  // Effective numbers need not be whole; a draw is.
  return () => sampleMultinomial(random, Math.round(trials), counts);
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? 0;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
