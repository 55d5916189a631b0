import { binomialCost, optimalPartition } from "@/lib/domain/statistics/optimal-partition";
import { overdispersion } from "@/lib/domain/statistics/overdispersion";
import type { Proportion } from "@/lib/domain/statistics/proportion-interval";

/** The stretches of a series over which a share kept its level. */
export type Levels = {
  /** Indexes at which each stretch begins, ascending; the first is 0. */
  readonly starts: readonly number[];
  /** Share over each stretch. */
  readonly means: readonly number[];
  /** How much more days differ within a stretch than counting explains; at least 1. */
  readonly unrest: number;
};

const MIN_DAYS = 2;
/** Of the modified BIC: each cut has to earn it in twice the log-likelihood. */
const PENALTY = 3;

/**
 * Where a daily share moved from one level to another. Days that differ more than counting explains
 * raise the price of a cut.
 *
 * @param days in order of time, each with requests
 * @see Zhang & Siegmund 2007, "A modified Bayes information criterion …", for the penalty
 */
export function findLevels(days: readonly Proportion[]): Levels {
  const cost = binomialCost(
    days.map(({ successes }) => successes),
    days.map(({ trials }) => trials),
  );
  const penalty = PENALTY * Math.log(Math.max(1, days.length));
  const cut = (unrest: number) => [
    0,
    ...optimalPartition(days.length, cost, penalty * unrest, MIN_DAYS),
  ];
  const stretches = (starts: readonly number[]) =>
    starts.map((start, i) => days.slice(start, starts[i + 1] ?? days.length));
  const first = cut(1);
  const unrest = overdispersion(stretches(first));
  const starts = unrest === 1 ? first : cut(unrest);
  return {
    starts,
    means: stretches(starts).map((stretch) => {
      const trials = stretch.reduce((sum, day) => sum + day.trials, 0);
      return stretch.reduce((sum, day) => sum + day.successes, 0) / trials;
    }),
    unrest,
  };
}
