import { tierLevel } from "@/lib/domain/tier-level";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { TierMixFacts } from "./report-facts";
import { byText, NOTHING, tallyBy } from "./report-tally";

/** The tiers of a report and how they stand to each other. */
export type Ladder = {
  /** Best level first, those without a level next, `unknown` last; busiest first on one level. */
  readonly tiers: readonly string[];
  readonly levelOf: (tier: string) => number | null;
  /** The tier that ought to serve; null when none is known. */
  readonly primary: string | null;
  /** Whether requests of the tier fell below the primary. False for unknown ones. */
  readonly isDemoted: (tier: string) => boolean;
};

/**
 * The primary tier is the busiest of level 0; without one it is the tier that the first floor, by
 * name, speaks of.
 */
export function buildLadder(facts: TierMixFacts): Ladder {
  const levels = new Map(facts.levels.map(({ tier, level }) => [tier, level]));
  const levelOf = (tier: string) => levels.get(tier) ?? tierLevel(tier);
  const served = tallyBy(facts.series, ({ tier }) => tier);
  const requests = (tier: string) => (served.get(tier) ?? NOTHING).w;
  const rank = (tier: string) =>
    tier === UNKNOWN_TIER ? Number.POSITIVE_INFINITY : (levelOf(tier) ?? Number.MAX_VALUE);
  const names = new Set([
    ...levels.keys(),
    ...[facts.series, facts.daily, facts.referenceDaily].flatMap((rows) =>
      rows.map(({ tier }) => tier),
    ),
  ]);
  const tiers = [...names].sort(
    (a, b) => compare(rank(a), rank(b)) || requests(b) - requests(a) || byText(a, b),
  );
  const floors = facts.objectives.filter(({ kind }) => kind === "floor");
  const firstFloor = [...floors].sort((a, b) => byText(a.name, b.name))[0];
  const primary = tiers.find((tier) => levelOf(tier) === 0) ?? firstFloor?.tier ?? null;
  return {
    tiers,
    levelOf,
    primary,
    isDemoted: (tier) =>
      primary !== null && tier !== primary && tier !== UNKNOWN_TIER && levelOf(tier) !== 0,
  };
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
