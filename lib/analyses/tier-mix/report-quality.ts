import { newcombe, wilson } from "@/lib/domain/statistics/proportion-interval";
import type { TierMixFacts } from "./report-facts";
import type { Ladder } from "./report-ladder";
import type { QualityRow } from "./report-shape";

/** Fewer judged requests than this say too little of a tier. */
export const MIN_SCORED = 30;

type Judged = Pick<QualityRow, "scored" | "good">;

/** Tiers with a judged request, in ladder order, each held against the primary tier. */
export function buildQuality(facts: TierMixFacts, ladder: Ladder): QualityRow[] {
  const judged = new Map(facts.quality.map((row) => [row.tier, row]));
  const primary = ladder.primary === null ? undefined : judged.get(ladder.primary);
  return ladder.tiers.flatMap((tier) => {
    const row = judged.get(tier);
    if (row === undefined || row.scored === 0) return [];
    const { scored, good } = row;
    const compared = row === primary ? UNCOMPARED : compare(row, primary);
    const share = good / scored;
    return [{ tier, scored, good, share, ...wilson(good, scored), ...compared }];
  });
}

type Comparison = Pick<
  QualityRow,
  "difference" | "differenceLow" | "differenceHigh" | "againstPrimary"
>;

const UNCOMPARED: Comparison = {
  difference: null,
  differenceLow: null,
  differenceHigh: null,
  againstPrimary: null,
};

function compare(row: Judged, primary: Judged | undefined): Comparison {
  if (primary === undefined || primary.scored === 0) return UNCOMPARED;
  const { difference, low, high } = newcombe(
    { successes: row.good, trials: row.scored },
    { successes: primary.good, trials: primary.scored },
  );
  const isThin = Math.min(row.scored, primary.scored) < MIN_SCORED;
  return {
    difference,
    differenceLow: low,
    differenceHigh: high,
    againstPrimary: isThin ? null : low > 0 ? "better" : high < 0 ? "worse" : "same",
  };
}
