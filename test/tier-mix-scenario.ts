import { buildTierMixReport, type TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { ObjectiveFact } from "@/lib/analyses/tier-mix/report-facts";
import type { TimeWindow } from "@/lib/domain/time-window";
import { type RequestGroup, tierMixFacts } from "./tier-mix-facts";

/** A moment of the so many-eth day of the story, noon unless another hour is said. */
export const day = (index: number, hour = 12) => new Date(Date.UTC(2026, 0, 5 + index, hour));
export const daysFrom = (from: number, to: number): TimeWindow => ({
  from: day(from, 0),
  to: day(to, 0),
});
export const MONTH = daysFrom(0, 30);

export const floor: ObjectiveFact = {
  name: "primary-floor",
  feature: null,
  tier: "primary",
  kind: "floor",
  target: 0.95,
  periodDays: 30,
};
export const ceiling: ObjectiveFact = {
  ...floor,
  name: "canned-ceiling",
  tier: "canned",
  kind: "ceiling",
  target: 0.005,
};

/** The mix of the first five weeks, frozen. */
export const reference = {
  window: daysFrom(0, 35),
  reason: "as launched",
  approvedBy: "Ada",
  frozenAt: day(35),
};

/** The report over these requests, a month unless said. */
export function reportOn(
  requests: readonly RequestGroup[],
  posted: Parameters<typeof tierMixFacts>[2] = {},
  window: TimeWindow = MONTH,
): TierMixReport {
  return buildTierMixReport(tierMixFacts(requests, window, posted), { window });
}

/** A day's requests on two tiers. */
export const onDay = (index: number, secondary: number, total: number): RequestGroup[] => [
  { at: day(index), tier: "primary", count: total - secondary },
  { at: day(index), tier: "secondary", count: secondary },
];
