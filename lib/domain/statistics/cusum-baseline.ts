import { lagOneCorrelation } from "./mann-kendall";

/** A day's (or week's) share and the requests it was taken of. */
export type ShareOfDay = {
  readonly share: number;
  readonly size: number;
  /** 0 to 6; null where weekdays play no part. */
  readonly weekday: number | null;
};

export type CusumBaseline = {
  readonly mean: number;
  /** How far a bucket strays from the mean by chance and by its own unrest. */
  readonly sd: number;
  /** What a weekday has above the mean, by weekday; all zero under four weeks. */
  readonly weekdayOffset: readonly number[];
};

const DAYS_FOR_WEEKDAYS = 28;
/** Mean distance of two neighbouring normal values, in standard deviations. */
const RANGE_PER_SD = 1.128;
const MAX_CORRELATION = 0.8;

/**
 * Mean and spread of a reference period, for a cumulative sum that watches what comes after it. The
 * spread is the largest of three estimates, because requests come in clusters and a small one would
 * raise false alarms; neighbours that hang together widen it further.
 *
 * @param buckets in order of time
 * @returns null for fewer than two buckets, or when they show no spread at all
 * @see Laney 2002, "Improved control charts for attributes" (variation between groups);
 *   Hawkins & Olwell 1998, "Cumulative Sum Charts", on estimated parameters
 */
export function estimateBaseline(buckets: readonly ShareOfDay[]): CusumBaseline | null {
  if (buckets.length < 2) return null;
  const mean = average(buckets.map((bucket) => bucket.share));
  const weekdayOffset = offsets(buckets, mean);
  const shares = buckets.map((bucket) => bucket.share - offsetOf(bucket, weekdayOffset));
  const size = average(buckets.map((bucket) => bucket.size));
  const ranges = shares.slice(1).map((share, i) => Math.abs(share - (shares[i] ?? share)));
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  const spread = Math.max(
    Math.sqrt(Math.max(0, mean * (1 - mean)) / size),
    Math.sqrt(squares / (shares.length - 1)),
    average(ranges) / RANGE_PER_SD,
  );
  const correlation = Math.min(MAX_CORRELATION, Math.max(0, lagOneCorrelation(shares)));
  const sd = spread * Math.sqrt((1 + correlation) / (1 - correlation));
  return sd > 0 ? { mean, sd, weekdayOffset } : null;
}

/**
 * How far a bucket is above the baseline, in standard deviations: the baseline's, or those of its own
 * few requests where these are larger, so that a day that has hardly begun proves nothing.
 */
export function standardise(bucket: ShareOfDay, baseline: CusumBaseline): number {
  const { mean, sd, weekdayOffset } = baseline;
  const ofCounting = Math.sqrt(Math.max(0, mean * (1 - mean)) / bucket.size);
  return (bucket.share - offsetOf(bucket, weekdayOffset) - mean) / Math.max(sd, ofCounting);
}

function offsets(buckets: readonly ShareOfDay[], mean: number): number[] {
  const none = new Array<number>(7).fill(0);
  if (buckets.length < DAYS_FOR_WEEKDAYS) return none;
  return none.map((_, weekday) => {
    const same = buckets.filter((bucket) => bucket.weekday === weekday);
    return same.length === 0 ? 0 : average(same.map((bucket) => bucket.share)) - mean;
  });
}

function offsetOf(bucket: ShareOfDay, weekdayOffset: readonly number[]): number {
  return bucket.weekday === null ? 0 : (weekdayOffset[bucket.weekday] ?? 0);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
