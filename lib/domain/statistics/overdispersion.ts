import type { Proportion } from "./proportion-interval";

/**
 * How much more groups of one proportion differ than independent trials would: Pearson's χ² by its
 * degrees of freedom, never below 1. Intervals are to be widened by its square root.
 *
 * @param groups groups that are thought to share one proportion, each a list of its parts; every
 *   group has a proportion of its own
 * @see McCullagh & Nelder 1989, "Generalized Linear Models", section 4.5
 */
export function overdispersion(groups: readonly (readonly Proportion[])[]): number {
  let chiSquare = 0;
  let df = 0;
  for (const parts of groups) {
    const filled = parts.filter((part) => part.trials > 0);
    const trials = filled.reduce((sum, part) => sum + part.trials, 0);
    const p = filled.reduce((sum, part) => sum + part.successes, 0) / trials;
    if (!(p > 0 && p < 1)) continue;
    for (const part of filled) {
      chiSquare += (part.successes - part.trials * p) ** 2 / (part.trials * p * (1 - p));
    }
    df += filled.length - 1;
  }
  return df === 0 ? 1 : Math.max(1, chiSquare / df);
}
