import type { Proportion } from "./proportion-interval";

/** Sum of sample weights and of their squares. Unweighted data has a weight of 1 each. */
export type Weights = { readonly w: number; readonly w2: number };

/** How many unweighted observations tell as much: Kish's (Σw)²/Σw²; 0 without observations. */
export function effectiveSize({ w, w2 }: Weights): number {
  return w2 === 0 ? 0 : w ** 2 / w2;
}

/**
 * A weighted share as successes among effective trials, ready for an interval of a proportion.
 *
 * @see Hájek 1971 for the share; Kish 1965, "Survey Sampling", for the size
 */
export function effectiveProportion(part: Weights, whole: Weights): Proportion {
  const trials = effectiveSize(whole);
  return { successes: whole.w === 0 ? 0 : (part.w / whole.w) * trials, trials };
}
