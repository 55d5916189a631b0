const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** A pair of windows that must both burn too fast before anybody is told. */
export type BurnWindowPair = {
  readonly severity: "page" | "ticket";
  /** Part of the period's budget that is gone when the long window has burnt at the limit. */
  readonly budgetSpent: number;
  readonly long: BurnWindow;
  /** A twelfth of the long one: an alert ends soon after the trouble does. */
  readonly short: BurnWindow;
};

export type BurnWindow = { readonly name: string; readonly minutes: number };

/**
 * From the one that must wake somebody at once to the one that can wait.
 *
 * @see Google SRE Workbook, chapter 5, "Multiwindow, multi-burn-rate alerts"
 */
export const BURN_WINDOW_PAIRS: readonly BurnWindowPair[] = [
  pair("page", 0.02, { name: "1h", minutes: MINUTES_PER_HOUR }, "5m"),
  pair("page", 0.05, { name: "6h", minutes: 6 * MINUTES_PER_HOUR }, "30m"),
  pair("ticket", 0.1, { name: "1d", minutes: MINUTES_PER_DAY }, "2h"),
  pair("ticket", 0.1, { name: "3d", minutes: 3 * MINUTES_PER_DAY }, "6h"),
];

/**
 * Every length that judging the pairs needs, in minutes, ascending: long and short windows, and
 * twice the short one for when that is empty.
 */
export const BURN_WINDOW_MINUTES: readonly number[] = [
  ...new Set(
    BURN_WINDOW_PAIRS.flatMap(({ long, short }) => [
      long.minutes,
      short.minutes,
      2 * short.minutes,
    ]),
  ),
].sort((a, b) => a - b);

/** Burn rate that spends the pair's part of the budget within its long window. */
export function burnFactor({ budgetSpent, long }: BurnWindowPair, periodDays: number): number {
  return (budgetSpent * periodDays * MINUTES_PER_DAY) / long.minutes;
}

function pair(
  severity: "page" | "ticket",
  budgetSpent: number,
  long: BurnWindow,
  shortName: string,
): BurnWindowPair {
  return { severity, budgetSpent, long, short: { name: shortName, minutes: long.minutes / 12 } };
}
