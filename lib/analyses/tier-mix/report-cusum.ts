import { cusum } from "@/lib/domain/statistics/cusum";
import { estimateBaseline, standardise } from "@/lib/domain/statistics/cusum-baseline";
import { addDays, between, type Day, daysOf, shareOfDay, startOfDay, weeksOf } from "./report-days";
import type { TierMixFacts } from "./report-facts";
import type { CusumReport } from "./report-shape";

/** Deviation that is let pass, in standard deviations. */
const SLACK = 0.5;
/** Higher than the textbook's 5, because the baseline is estimated from a few weeks, not known. */
const LIMIT = 8;
/** Requests on the tier that a bucket must bring on average, for its share to be near normal. */
const MIN_PER_BUCKET = 5;

type Watched = Pick<CusumReport, "bucket"> & {
  readonly before: readonly Day[];
  readonly after: readonly Day[];
};

/**
 * The cumulative sum of a tier's share after the reference, upward or downward.
 *
 * @param window of the reference, which has requests
 */
export function watchTier(
  facts: TierMixFacts,
  window: { readonly from: Date; readonly to: Date },
  tier: string,
  direction: "up" | "down",
): CusumReport {
  const silent = { tier, direction, limit: LIMIT, firing: false, alarmAt: null, onsetAt: null };
  const watched = chooseBuckets(facts, window, tier);
  const baseline =
    watched && estimateBaseline(watched.before.map((day) => ofDay(day, tier, watched)));
  if (!watched || !baseline) return { ...silent, bucket: null, path: [] };
  const sign = direction === "up" ? 1 : -1;
  const z = watched.after.map((day) => sign * standardise(ofDay(day, tier, watched), baseline));
  const { path, alarm, onset } = cusum(z, SLACK, LIMIT);
  const at = (index: number | null) => (index === null ? null : (watched.after[index]?.at ?? null));
  return {
    ...silent,
    bucket: watched.bucket,
    firing: (path.at(-1) ?? 0) > LIMIT,
    alarmAt: at(alarm),
    onsetAt: at(onset),
    path: watched.after.map((day, i) => ({ at: day.at, value: path[i] ?? 0 })),
  };
}

/** Days, or weeks where days bring too few of the tier; null when weeks do as well. */
function chooseBuckets(
  facts: TierMixFacts,
  { from, to }: { readonly from: Date; readonly to: Date },
  tier: string,
): Watched | null {
  const firstDay = startOfDay(from);
  // A day of which the reference holds a part is not watched.
  const begin = startOfDay(to) < to ? addDays(startOfDay(to), 1) : to;
  const later = between(facts.daily, begin, facts.asOf);
  const days = {
    bucket: "day",
    before: daysOf(facts.referenceDaily),
    after: daysOf(later),
  } as const;
  if (isEnough(days.before, tier)) return days;
  const before = weeksOf(facts.referenceDaily, firstDay);
  if (!isEnough(before, tier)) return null;
  return { bucket: "week", before, after: weeksOf(later, begin) };
}

function isEnough(days: readonly Day[], tier: string): boolean {
  const requests = days.map((day) => {
    const { share, size } = shareOfDay(day, tier);
    return share * size;
  });
  return (
    requests.reduce((sum, count) => sum + count, 0) >= MIN_PER_BUCKET * Math.max(1, days.length)
  );
}

function ofDay(day: Day, tier: string, { bucket }: Watched) {
  return { ...shareOfDay(day, tier), weekday: bucket === "day" ? day.at.getUTCDay() : null };
}
