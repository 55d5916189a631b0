import { type Interval, type Proportion, wilson } from "./proportion-interval";

/** Clusters that came out the same. */
export type Clusters = Proportion & {
  /** How many there are of them. */
  readonly clusters: number;
};

/**
 * Wilson's interval of a share whose trials come in clusters, such as attempts at one case, which
 * resemble each other. The trials are counted for as many as they are worth: their number over the
 * design effect, which is never taken below 1. Where all trials agree, how alike those of a cluster
 * are cannot be seen, and each cluster counts for one.
 *
 * @param alike successes and trials of one cluster, at least one trial, and how many are like it
 * @throws RangeError without clusters
 * @see Rao & Scott 1992, "A simple method for the analysis of clustered binary data"
 */
export function clusteredWilson(alike: readonly Clusters[]): Interval {
  const sum = (of: (row: Clusters) => number) =>
    alike.reduce((total, row) => total + row.clusters * of(row), 0);
  const trials = sum((row) => row.trials);
  const share = sum((row) => row.successes) / trials;
  const spread = sum((row) => (row.successes - share * row.trials) ** 2);
  const designEffect = Math.max(1, spread / (trials * share * (1 - share)));
  const effective = share > 0 && share < 1 ? trials / designEffect : sum(() => 1);
  return wilson(share * effective, effective);
}
