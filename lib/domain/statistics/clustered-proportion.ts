import { type Interval, type Proportion, wilson } from "./proportion-interval";

/**
 * Wilson's interval of a share whose trials come in clusters, such as attempts at one case, which
 * resemble each other. The trials are counted for as many as they are worth: their number over the
 * design effect, which is never taken below 1. Where all trials agree, how alike those of a cluster
 * are cannot be seen, and each cluster counts for one.
 *
 * @param clusters each with at least one trial
 * @throws RangeError without clusters
 * @see Rao & Scott 1992, "A simple method for the analysis of clustered binary data"
 */
export function clusteredWilson(clusters: readonly Proportion[]): Interval {
  const trials = clusters.reduce((sum, cluster) => sum + cluster.trials, 0);
  const successes = clusters.reduce((sum, cluster) => sum + cluster.successes, 0);
  const share = successes / trials;
  const effective =
    share > 0 && share < 1 ? trials / designEffect(clusters, share, trials) : clusters.length;
  return wilson(share * effective, effective);
}

function designEffect(clusters: readonly Proportion[], share: number, trials: number): number {
  const observed = clusters.reduce(
    (sum, { successes, trials: own }) => sum + (successes - share * own) ** 2,
    0,
  );
  return Math.max(1, observed / (trials * share * (1 - share)));
}
