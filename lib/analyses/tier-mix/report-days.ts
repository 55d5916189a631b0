import { effectiveSize } from "@/lib/domain/statistics/effective-sample";
import type { BucketTally, Tally } from "./report-facts";
import { addTallies, groupBy, NOTHING, tallyBy } from "./report-tally";

export const MS_PER_DAY = 86_400_000;
const DAYS_PER_WEEK = 7;

/** A day's (or week's) requests, all of them and by tier. */
export type Day = {
  /** Start, UTC. */
  readonly at: Date;
  readonly all: Tally;
  readonly byTier: ReadonlyMap<string, Tally>;
};

/** Days that hold requests, oldest first. */
export function daysOf(rows: readonly BucketTally[]): Day[] {
  return bucketsOf(rows, (at) => at);
}

/** Blocks of seven days counted from `origin` that hold requests, oldest first. */
export function weeksOf(rows: readonly BucketTally[], origin: Date): Day[] {
  const width = DAYS_PER_WEEK * MS_PER_DAY;
  const start = origin.getTime();
  return bucketsOf(rows, (at) => start + Math.floor((at - start) / width) * width);
}

/** Start of the UTC day that holds a moment. */
export function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MS_PER_DAY) * MS_PER_DAY);
}

export function addDays(at: Date, days: number): Date {
  return new Date(at.getTime() + days * MS_PER_DAY);
}

/** End of the day in which the last moment before `asOf` lies. */
export function endOfLastDay(asOf: Date): Date {
  return addDays(startOfDay(new Date(asOf.getTime() - 1)), 1);
}

/** Rows of the half-open stretch of time. */
export function between<Row extends { readonly at: Date }>(
  rows: readonly Row[],
  from: Date,
  to: Date,
): Row[] {
  return rows.filter(({ at }) => at >= from && at < to);
}

/** A tier's share of a day; days hold requests, so there always is one. */
export function shareOfDay(day: Day, tier: string) {
  return {
    share: (day.byTier.get(tier) ?? NOTHING).w / day.all.w,
    size: effectiveSize(day.all),
  };
}

function bucketsOf(rows: readonly BucketTally[], bucketOf: (at: number) => number): Day[] {
  return [...groupBy(rows, ({ at }) => bucketOf(at.getTime()))]
    .map(([at, group]) => ({
      at: new Date(at),
      all: addTallies(group),
      byTier: tallyBy(group, ({ tier }) => tier),
    }))
    .filter(({ all }) => all.w > 0)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
