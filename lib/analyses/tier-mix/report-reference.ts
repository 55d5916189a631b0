import { estimateBaseline } from "@/lib/domain/statistics/cusum-baseline";
import { goodmanIntervals } from "@/lib/domain/statistics/mix-interval";
import { daysOf, MS_PER_DAY, shareOfDay } from "./report-days";
import type { TierMixFacts } from "./report-facts";
import type { Ladder } from "./report-ladder";
import type { ReferenceReport } from "./report-shape";
import { addTallies, byText, effectiveCounts, NOTHING, tallyBy } from "./report-tally";

/** Standard deviations around the mean that 95 of 100 days stay within. */
const BAND = 1.96;

/** The frozen mix, or null when none was frozen. */
export function buildReference(facts: TierMixFacts, ladder: Ladder): ReferenceReport | null {
  const { reference, referenceDaily } = facts;
  if (!reference) return null;
  const { window, reason, approvedBy, frozenAt } = reference;
  return {
    window,
    reason,
    approvedBy,
    frozenAt,
    days: (window.to.getTime() - window.from.getTime()) / MS_PER_DAY,
    requests: addTallies(referenceDaily).w,
    mix: buildMix(facts, ladder),
  };
}

function buildMix({ referenceDaily }: TierMixFacts, ladder: Ladder): ReferenceReport["mix"] {
  const all = addTallies(referenceDaily);
  if (all.w === 0) return [];
  const served = tallyBy(referenceDaily, ({ tier }) => tier);
  const tiers = [...ladder.tiers].sort(byText);
  const parts = tiers.map((tier) => served.get(tier) ?? NOTHING);
  const intervals = goodmanIntervals(effectiveCounts(parts, all));
  const days = daysOf(referenceDaily);
  return tiers.map((tier, i) => {
    const share = (parts[i]?.w ?? 0) / all.w;
    const baseline = estimateBaseline(
      days.map((day) => ({ ...shareOfDay(day, tier), weekday: day.at.getUTCDay() })),
    );
    // Without unrest between days, what their counts leave open is all there is to say.
    const interval = intervals[i] ?? { low: 0, high: 1 };
    if (!baseline) return { tier, share, ...interval };
    const half = BAND * baseline.sd;
    return { tier, share, low: Math.max(0, share - half), high: Math.min(1, share + half) };
  });
}
