import { betaQuantile, Z_95 } from "./distributions";

/** Bounds of an interval, the lower first. */
export type Interval = { readonly low: number; readonly high: number };

/**
 * Wilson's score interval of a proportion, without continuity correction. `successes` and `trials`
 * may be effective numbers of a weighted sample, so they need not be whole.
 *
 * @param trials above 0
 * @param z of the wanted confidence; 1.96 for two-sided 95 %
 * @throws RangeError without trials
 * @see Wilson 1927; the same as R's prop.test(correct = FALSE)
 */
export function wilson(successes: number, trials: number, z: number = Z_95): Interval {
  if (!(trials > 0)) throw new RangeError("An interval needs at least one trial");
  const p = successes / trials;
  const shrink = 1 + z ** 2 / trials;
  const centre = (p + z ** 2 / (2 * trials)) / shrink;
  const half =
    (z * Math.sqrt(Math.max(0, p * (1 - p)) / trials + z ** 2 / (4 * trials ** 2))) / shrink;
  return {
    // At the ends the formula gives exactly 0 or 1 but for rounding.
    low: successes <= 0 ? 0 : Math.max(0, centre - half),
    high: successes >= trials ? 1 : Math.min(1, centre + half),
  };
}

/**
 * Clopper and Pearson's exact interval: covers at least as often as it says, so it is for promises
 * made beforehand.
 *
 * @param alpha probability left outside both ends together
 * @see Clopper & Pearson 1934; the same as R's binom.test
 */
export function clopperPearson(successes: number, trials: number, alpha = 0.05): Interval {
  const failures = trials - successes;
  return {
    low: successes === 0 ? 0 : betaQuantile(alpha / 2, successes, failures + 1),
    high: failures === 0 ? 1 : betaQuantile(1 - alpha / 2, successes + 1, failures),
  };
}

/** Successes out of trials; both may be effective numbers of a weighted sample. */
export type Proportion = { readonly successes: number; readonly trials: number };

export type Difference = Interval & { readonly difference: number };

/**
 * How much larger the first of two independent proportions is, with a 95 % interval: Newcombe's
 * hybrid of two score intervals.
 *
 * @param inflation factor by which clustering widens the interval, √φ; 1 for independent trials
 * @throws RangeError when either has no trials
 * @see Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10
 */
export function newcombe(a: Proportion, b: Proportion, inflation = 1): Difference {
  const first = wilson(a.successes, a.trials);
  const second = wilson(b.successes, b.trials);
  const p1 = a.successes / a.trials;
  const p2 = b.successes / b.trials;
  const difference = p1 - p2;
  const below = Math.hypot(p1 - first.low, second.high - p2) * inflation;
  const above = Math.hypot(first.high - p1, p2 - second.low) * inflation;
  return {
    difference,
    low: Math.max(-1, difference - below),
    high: Math.min(1, difference + above),
  };
}
