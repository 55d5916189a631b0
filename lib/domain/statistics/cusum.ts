/** A one-sided cumulative sum and where it went over its limit. */
export type Cusum = {
  /** One value per observation, never negative. */
  readonly path: readonly number[];
  /** Index of the first value above the limit; null when none is. */
  readonly alarm: number | null;
  /** Index at which the run that raised the alarm began: the one after the last zero. */
  readonly onset: number | null;
};

/**
 * Page's cumulative sum for a lasting rise: what each observation is above `slack` adds up, and never
 * falls below 0. Turn the signs of `z` for a fall.
 *
 * @param z observations in standard deviations from the mean they should have
 * @param slack deviation that is let pass, in standard deviations; half of the smallest rise that matters
 * @param limit an alarm is above it
 * @see Page 1954, "Continuous inspection schemes"
 */
export function cusum(z: readonly number[], slack: number, limit: number): Cusum {
  const path: number[] = [];
  let sum = 0;
  let begin = 0;
  let alarm: number | null = null;
  let onset: number | null = null;
  for (const [i, value] of z.entries()) {
    sum = Math.max(0, sum + value - slack);
    path.push(sum);
    if (sum === 0) begin = i + 1;
    if (sum > limit && alarm === null) {
      alarm = i;
      onset = begin;
    }
  }
  return { path, alarm, onset };
}
