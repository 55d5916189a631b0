import { chiSquareTest } from "@/lib/domain/statistics/contingency";
import { prewhitenedTrend } from "@/lib/domain/statistics/mann-kendall";
import { totalVariation } from "@/lib/domain/statistics/mix-distance";
import { totalVariationInterval } from "@/lib/domain/statistics/mix-interval";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import { watchTier } from "./report-cusum";
import { addDays, between, endOfLastDay, MS_PER_DAY, shareOfDay, weeksOf } from "./report-days";
import type { ObjectiveFact, TierMixFacts } from "./report-facts";
import type { Ladder } from "./report-ladder";
import type { RotationReport, TrendReport } from "./report-shape";
import { addTallies, effectiveCounts, NOTHING, tallyBy } from "./report-tally";

const MIN_REFERENCE_DAYS = 28;
const CURRENT_DAYS = 7;
const TREND_WEEKS = 26;
const MIN_TREND_WEEKS = 8;
/** Share of requests that must have moved before anybody is told. */
const MIN_DISTANCE = 0.02;
const MAX_TREND_P = 0.01;
const MAX_CHANCE = 0.01;
/** Change over a quarter below which a proven trend is too small to matter. */
const MIN_QUARTER_CHANGE = 0.01;
const WEEKS_PER_QUARTER = 13;
/** Any number would do: it only makes the interval repeatable. */
const SEED = 20_260_101;

/**
 * Whether the mix has moved away from the frozen reference, slowly enough for no threshold to see.
 * A rolling reference would follow the drift, so without a frozen one of four weeks there is none.
 */
export function buildRotation(facts: TierMixFacts, ladder: Ladder): RotationReport {
  const named = ladder.tiers.filter((tier) => tier !== UNKNOWN_TIER);
  const trend = named.map((tier) => buildTrend(facts, tier));
  const daysToBreach = findDaysToBreach(facts, trend);
  const { reference } = facts;
  if (!reference || !isLongEnough(reference.window) || addTallies(facts.referenceDaily).w === 0) {
    const none = { tvd: null, low: null, high: null, cusum: [] };
    return { status: "no_baseline", ...none, trend, daysToBreach };
  }
  const cusum = named.map((tier) =>
    watchTier(facts, reference.window, tier, tier === ladder.primary ? "down" : "up"),
  );
  const { chance, ...distance } = measureDistance(facts, ladder);
  const hasMoved = distance.tvd !== null && distance.tvd >= MIN_DISTANCE;
  const isDrifting = cusum.some(({ firing }) => firing);
  const isRotating = hasMoved && (isDrifting || trend.some(isSteep));
  // A few requests are always some points away from any reference.
  const hasLeapt = hasMoved && chance < MAX_CHANCE;
  return {
    status: distance.tvd === null ? null : statusOf(isRotating, hasLeapt || isDrifting),
    ...distance,
    cusum,
    trend,
    daysToBreach,
  };
}

function statusOf(isRotating: boolean, isSuspect: boolean): "slow_rotation" | "warn" | "ok" {
  if (isRotating) return "slow_rotation";
  return isSuspect ? "warn" : "ok";
}

function isLongEnough({ from, to }: { readonly from: Date; readonly to: Date }): boolean {
  return to.getTime() - from.getTime() >= MIN_REFERENCE_DAYS * MS_PER_DAY;
}

function isSteep({ slopePerWeek, p }: TrendReport): boolean {
  if (slopePerWeek === null || p === null) return false;
  return p < MAX_TREND_P && Math.abs(slopePerWeek) * WEEKS_PER_QUARTER >= MIN_QUARTER_CHANGE;
}

function currentDays({ daily, asOf }: TierMixFacts) {
  const end = endOfLastDay(asOf);
  return between(daily, addDays(end, -CURRENT_DAYS), end);
}

function measureDistance(facts: TierMixFacts, ladder: Ladder) {
  const current = currentDays(facts);
  const currentAll = addTallies(current);
  const referenceAll = addTallies(facts.referenceDaily);
  const now = tallyBy(current, ({ tier }) => tier);
  const then = tallyBy(facts.referenceDaily, ({ tier }) => tier);
  const parts = (counts: ReadonlyMap<string, typeof NOTHING>) =>
    ladder.tiers.map((tier) => counts.get(tier) ?? NOTHING);
  const a = effectiveCounts(parts(now), currentAll);
  const b = effectiveCounts(parts(then), referenceAll);
  const interval = totalVariationInterval(a, b, SEED);
  return {
    tvd: totalVariation(a, b),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    /** Probability of mixes at least as different if both were samples of one. */
    chance: chiSquareTest([a, b]).p ?? 1,
  };
}

function buildTrend({ daily, asOf }: TierMixFacts, tier: string): TrendReport {
  const end = endOfLastDay(asOf);
  const begin = addDays(end, -7 * TREND_WEEKS);
  const weeks = weeksOf(between(daily, begin, end), begin);
  const shares = weeks.map((week) => shareOfDay(week, tier).share);
  const trend = weeks.length < MIN_TREND_WEEKS ? null : prewhitenedTrend(shares);
  return { tier, slopePerWeek: trend?.slope ?? null, p: trend?.p ?? null, weeks: weeks.length };
}

/** By the objectives over all features, along trends that chance does not explain. */
function findDaysToBreach(facts: TierMixFacts, trends: readonly TrendReport[]): number | null {
  const current = currentDays(facts);
  const all = addTallies(current);
  if (all.w === 0) return null;
  const served = tallyBy(current, ({ tier }) => tier);
  const days = facts.objectives
    .filter(({ feature }) => feature === null)
    .map((objective) => {
      const share = (served.get(objective.tier) ?? NOTHING).w / all.w;
      const trend = trends.find(({ tier }) => tier === objective.tier);
      return daysUntilMissed(objective, share, trend);
    })
    .filter((count) => count !== null);
  return days.length === 0 ? null : Math.min(...days);
}

function daysUntilMissed(
  { kind, target }: ObjectiveFact,
  share: number,
  trend: TrendReport | undefined,
): number | null {
  if (kind === "floor" ? share < target : share > target) return 0;
  const slope = trend && isSteep(trend) ? trend.slopePerWeek : null;
  if (!slope) return null;
  const weeks = (target - share) / slope;
  return weeks >= 0 ? weeks * 7 : null;
}
