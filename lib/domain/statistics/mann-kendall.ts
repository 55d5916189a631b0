import { twoSidedP, Z_95_ONE_SIDED } from "./distributions";

export type Trend = {
  /** Rises less falls over all pairs of values. */
  readonly score: number;
  /** Variance of the score without a trend, ties taken into account. */
  readonly variance: number;
  /** Standard normal without a trend, with continuity correction. */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  /** Median change from one value to the next. */
  readonly slope: number;
};

/**
 * Mann and Kendall's test for a monotone trend in values at equal distances, with Sen's slope.
 * O(n²), meant for a few hundred values. Null for fewer than three.
 *
 * @see Mann 1945; Kendall 1975; Sen 1968
 */
export function mannKendall(values: readonly number[]): Trend | null {
  if (values.length < 3) return null;
  let score = 0;
  for (const [i, value] of values.entries()) {
    for (let j = 0; j < i; j += 1) score += Math.sign(value - (values[j] ?? 0));
  }
  const variance = scoreVariance(values);
  const z = variance === 0 ? 0 : (score - Math.sign(score)) / Math.sqrt(variance);
  return { score, variance, z, p: twoSidedP(z), slope: senSlope(values) };
}

function scoreVariance(values: readonly number[]): number {
  const pairs = (n: number) => n * (n - 1) * (2 * n + 5);
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const tied = [...ties.values()].reduce((sum, size) => sum + pairs(size), 0);
  return (pairs(values.length) - tied) / 18;
}

function senSlope(values: readonly number[]): number {
  const slopes: number[] = [];
  for (const [i, value] of values.entries()) {
    for (let j = 0; j < i; j += 1) slopes.push((value - (values[j] ?? 0)) / (i - j));
  }
  slopes.sort((a, b) => a - b);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? 0;
  return slopes.length % 2 === 1 ? upper : (upper + (slopes[middle - 1] ?? upper)) / 2;
}

/**
 * The same test where neighbouring values hang together: when what is left without the trend is
 * correlated with its predecessor beyond chance, that correlation is taken out before testing. The
 * slope is that of the values as given.
 *
 * Simulated half years of weeks without a trend show that Yue's own procedure finds more of them than
 * the plain test (12 against 10 % at p < 0.01 and a correlation of 0.5), because it takes the
 * correlation out of the noise and not out of its size. Dividing by what is taken out, as Wang and
 * Swail do, and correcting the estimate for the few values it is made of, leaves 6 %.
 *
 * @see Yue, Pilon, Phinney & Cavadias 2002, "The influence of autocorrelation on the ability to detect trend"
 * @see Wang & Swail 2001, "Changes of extreme wave heights", appendix
 */
export function prewhitenedTrend(
  values: readonly number[],
): (Trend & { readonly isPrewhitened: boolean }) | null {
  const plain = mannKendall(values);
  if (!plain) return null;
  const rest = values.map((value, i) => value - plain.slope * i);
  const correlation = provenCorrelation(rest);
  if (correlation === 0) return { ...plain, isPrewhitened: false };
  const whitened = rest
    .slice(1)
    .map((value, i) => (value - correlation * (rest[i] ?? 0)) / (1 - correlation))
    .map((value, i) => value + plain.slope * (i + 1));
  const trend = mannKendall(whitened);
  return trend && { ...trend, slope: plain.slope, isPrewhitened: true };
}

const MAX_CORRELATION = 0.9;

/** Lag-one correlation of values whose trend was taken out, corrected for bias; 0 when chance explains it. */
function provenCorrelation(rest: readonly number[]): number {
  const n = rest.length;
  const seen = lagOneCorrelation(rest);
  // Anderson 1942: the one-sided 95 % limit without correlation.
  const limit = (-1 + Z_95_ONE_SIDED * Math.sqrt(n - 2)) / (n - 1);
  if (n <= 4 || seen <= limit) return 0;
  return Math.min(MAX_CORRELATION, (n * seen + 2) / (n - 4));
}

/** Correlation of each value with the one before it, -1 to 1; 0 when all are equal. */
export function lagOneCorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const power = centred.reduce((sum, value) => sum + value ** 2, 0);
  // What rounding leaves of equal values is no unrest.
  if (power <= values.length * (mean * 1e-12) ** 2) return 0;
  return centred.reduce((sum, value, i) => sum + value * (centred[i - 1] ?? 0), 0) / power;
}
