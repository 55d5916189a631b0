import { logBeta } from "./log-gamma";
import type { Interval } from "./proportion-interval";

/**
 * A confidence sequence of a proportion: bounds that hold at every moment at once, so a reader may
 * look after each trial and stop whenever it pleases.
 *
 * @param alpha probability that the truth is ever outside
 * @param a pseudo-count of successes in the mixing prior, `b` of failures
 * @see Robbins 1970; Howard et al. 2021, "Time-uniform, nonparametric, nonasymptotic confidence sequences"
 */
export function betaBinomialSequence(
  successes: number,
  failures: number,
  alpha = 0.05,
  a = 1,
  b = 1,
): Interval {
  const mixture = logBeta(a + successes, b + failures) - logBeta(a, b);
  const isInside = (p: number) => {
    const likelihood = term(successes, p) + term(failures, 1 - p);
    return mixture - likelihood < Math.log(1 / alpha);
  };
  const trials = successes + failures;
  const mode = trials === 0 ? 0.5 : successes / trials;
  return { low: edge(isInside, mode, 0), high: edge(isInside, mode, 1) };
}

function term(count: number, p: number): number {
  return count === 0 ? 0 : count * Math.log(p);
}

/** Where membership ends between a point inside and an end of the unit interval. */
function edge(isInside: (p: number) => boolean, inside: number, end: number): number {
  if (isInside(end)) return end;
  let near = inside;
  let far = end;
  for (let step = 0; step < 60; step += 1) {
    const middle = (near + far) / 2;
    if (isInside(middle)) near = middle;
    else far = middle;
  }
  return near;
}
