import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { normalQuantile } from "./distributions";

/** A source of numbers from 0 to below 1; each call gives the next. */
export type Random = () => number;

/** The same numbers for the same seed, on every machine. */
export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

// From here on a normal value is as good as counting, and does not take a draw per trial.
const NORMAL_FROM_VARIANCE = 100;

/** A number of successes in `trials` independent trials; rounded from a normal where both are many. */
export function sampleBinomial(random: Random, trials: number, p: number): number {
  if (trials <= 0 || p <= 0) return 0;
  if (p >= 1) return trials;
  const variance = trials * p * (1 - p);
  if (variance > NORMAL_FROM_VARIANCE) {
    const value = Math.round(trials * p + Math.sqrt(variance) * normalQuantile(random()));
    return Math.min(trials, Math.max(0, value));
  }
  if (p > 0.5) return trials - countGaps(random, trials, 1 - p);
  return countGaps(random, trials, p);
}

/** Successes one by one: from each to the next is a geometric number of trials. */
function countGaps(random: Random, trials: number, p: number): number {
  const logMiss = Math.log1p(-p);
  let successes = 0;
  let at = 0;
  for (;;) {
    at += Math.floor(Math.log1p(-random()) / logMiss) + 1;
    if (at > trials) return successes;
    successes += 1;
  }
}

/** Counts of `trials` requests that fall into parts of the given shares, in their order. */
export function sampleMultinomial(
  random: Random,
  trials: number,
  shares: readonly number[],
): number[] {
  let left = trials;
  let rest = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => {
    const count = sampleBinomial(random, left, rest <= 0 ? 0 : share / rest);
    left -= count;
    rest -= share;
    return count;
  });
}
