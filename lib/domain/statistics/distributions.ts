import betaCdfOf from "@stdlib/stats-base-dists-beta-cdf";
import betaQuantileOf from "@stdlib/stats-base-dists-beta-quantile";
import chiSquareCdfOf from "@stdlib/stats-base-dists-chisquare-cdf";
import chiSquareQuantileOf from "@stdlib/stats-base-dists-chisquare-quantile";
import normalCdfOf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantileOf from "@stdlib/stats-base-dists-normal-quantile";

/** z of a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;
/** z of a one-sided 95 % bound. */
export const Z_95_ONE_SIDED = 1.6448536269514722;

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalCdfOf(z, 0, 1);
}

/** The z below which a standard normal lies with probability `p`; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  return normalQuantileOf(p, 0, 1);
}

/** Two-sided p-value of a standard normal statistic, exact far into the tail. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

/** P(X ≤ x) of Beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  return betaCdfOf(x, a, b);
}

/** The x below which Beta(a, b) lies with probability `p`. */
export function betaQuantile(p: number, a: number, b: number): number {
  return betaQuantileOf(p, a, b);
}

/** P(X > x) of χ² with `df` degrees of freedom; correct to about 1e-16, so tiny tails end at 0. */
export function chiSquareTail(x: number, df: number): number {
  return Math.max(0, 1 - chiSquareCdfOf(x, df));
}

/** The x below which χ² with `df` degrees of freedom lies with probability `p`. */
export function chiSquareQuantile(p: number, df: number): number {
  return chiSquareQuantileOf(p, df);
}
