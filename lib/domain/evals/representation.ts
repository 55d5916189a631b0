import { chiSquareTail, Z_95 } from "../statistics/distributions";
import {
  jensenShannon,
  populationStability,
  psiByChance,
  totalVariation,
} from "../statistics/mix-distance";

/** A case speaks for at most this many of production's: beyond it one case would decide the sum. */
const MAX_WEIGHT = 20;
/** From this many cases on a cluster counts as covered: fewer say little of its pass rate. */
const FEWEST_CASES = 5;
/** With this many cases a pass rate is known to about 15 points. */
const ENOUGH_CASES = 40;

/** One kind of request, in production and in a suite. */
export type ClusterCounts = {
  /** Requests, or their weights. */
  readonly production: number;
  readonly cases: number;
  /** Mean pass rate of its cases that have results, 0 to 1; null when none has. */
  readonly pass: number | null;
  /** How many of its cases have results. */
  readonly results: number;
};

/** How far two mixes are apart, and how far they would be by chance. Null when either is empty. */
export type MixShift = {
  /** Share that would have to move, 0 to 1. */
  readonly tvd: number | null;
  /** Jensen–Shannon, in bits. */
  readonly jsd: number | null;
  readonly psi: number | null;
  /** The stability index that samples of one mix of these sizes stay below in 95 of 100 cases. */
  readonly psiByChance: number | null;
  /** Probability of an index at least as large for samples of one mix. */
  readonly p: number | null;
};

/** How far the mix of `a` and that of `b` are apart; both are counts of the same parts in one order. */
export function shiftOf(a: readonly number[], b: readonly number[]): MixShift {
  const [n, m] = [sum(a), sum(b)];
  const parts = a.filter((count, part) => count > 0 || (b[part] ?? 0) > 0).length;
  const psi = populationStability(a, b);
  const isTold = psi !== null && parts > 1;
  return {
    tvd: totalVariation(a, b),
    jsd: jensenShannon(a, b),
    psi,
    psiByChance: isTold ? psiByChance(n, m, parts) : null,
    p: isTold ? chiSquareTail(psi / (1 / n + 1 / m), parts - 1) : null,
  };
}

/** What a suite says of production once its cases count as often as their kind occurs there. */
export type Representation = {
  /** Share of production in kinds that have at least one case. */
  readonly reached: number | null;
  /** Share of production in kinds with at least five cases. */
  readonly hardCoverage: number | null;
  /** The same, where a kind counts in full from forty cases on. */
  readonly softCoverage: number | null;
  /** How many cases the suite is worth as a sample of production; null without cases that count. */
  readonly effectiveCases: number | null;
  /** Mean over cases with results. */
  readonly rawPass: number | null;
  /** Mean over production, as far as kinds have results. */
  readonly reweightedPass: number | null;
  /** Raw minus reweighted, with a 95 % interval. */
  readonly gap: { readonly points: number; readonly low: number; readonly high: number } | null;
};

/**
 * Weighs a suite's cases by how often their kind of request occurs in production: w = q/e, at most
 * 20. Production of a kind without results is left out of the reweighted rate and is what `reached`
 * lacks.
 *
 * @param fewest cases from which a kind counts as covered
 */
export function representProduction(
  clusters: readonly ClusterCounts[],
  fewest = FEWEST_CASES,
): Representation {
  const production = sum(clusters.map((cluster) => cluster.production));
  const cases = sum(clusters.map((cluster) => cluster.cases));
  const share = (cluster: ClusterCounts) => cluster.production / production;
  const shareOf = (factor: (cluster: ClusterCounts) => number) =>
    production === 0 ? null : sum(clusters.map((cluster) => share(cluster) * factor(cluster)));
  return {
    reached: shareOf(({ cases: count }) => (count > 0 ? 1 : 0)),
    hardCoverage: shareOf(({ cases: count }) => (count >= fewest ? 1 : 0)),
    softCoverage: shareOf(({ cases: count }) => Math.min(1, count / ENOUGH_CASES)),
    effectiveCases: effectiveCases(clusters, production, cases),
    ...passRates(clusters),
  };
}

/** @see Kish 1965, effective sample size of weighted cases */
function effectiveCases(
  clusters: readonly ClusterCounts[],
  production: number,
  cases: number,
): number | null {
  if (production === 0 || cases === 0) return null;
  const weights = clusters.flatMap(({ production: requests, cases: count }) => {
    if (count === 0) return [];
    const weight = Math.min(MAX_WEIGHT, requests / production / (count / cases));
    return [{ count, weight }];
  });
  const squares = sum(weights.map(({ count, weight }) => count * weight ** 2));
  return squares === 0
    ? null
    : sum(weights.map(({ count, weight }) => count * weight)) ** 2 / squares;
}

function passRates(clusters: readonly ClusterCounts[]) {
  const known = clusters.flatMap((cluster) =>
    cluster.pass === null || cluster.results === 0 ? [] : [{ ...cluster, pass: cluster.pass }],
  );
  const results = sum(known.map((cluster) => cluster.results));
  const requests = sum(known.map((cluster) => cluster.production));
  if (results === 0) return { rawPass: null, reweightedPass: null, gap: null };
  const rawPass = sum(known.map(({ pass, results: count }) => pass * count)) / results;
  if (requests === 0) return { rawPass, reweightedPass: null, gap: null };
  const reweightedPass = sum(known.map(({ pass, production }) => pass * production)) / requests;
  const variance = sum(
    known.map(({ pass, results: count, production }) => {
      const moved = count / results - production / requests;
      return (moved ** 2 * pass * (1 - pass)) / count;
    }),
  );
  const points = rawPass - reweightedPass;
  const half = Z_95 * Math.sqrt(variance);
  return { rawPass, reweightedPass, gap: { points, low: points - half, high: points + half } };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
