import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { TierMixFacts } from "./report-facts";
import type { Flow, HeatmapRow } from "./report-findings";
import type { Ladder } from "./report-ladder";
import type { SeriesPoint, SilentTier, TierRow } from "./report-shape";
import { addTallies, byText, groupBy, maybeShare, NOTHING, shareOf, tallyBy } from "./report-tally";

export function buildTiers(facts: TierMixFacts, ladder: Ladder): TierRow[] {
  const all = addTallies(facts.series);
  const served = tallyBy(facts.series, ({ tier }) => tier);
  const reference = tallyBy(facts.referenceDaily, ({ tier }) => tier);
  const referenceAll = addTallies(facts.referenceDaily);
  const touched = tallyBy(facts.touches, ({ tier }) => tier);
  const usage = new Map(facts.usage.map((row) => [row.tier, row]));
  return ladder.tiers.map((tier) => ({
    tier,
    level: ladder.levelOf(tier),
    requests: (served.get(tier) ?? NOTHING).w,
    ...maybeShare(served.get(tier) ?? NOTHING, all),
    referenceShare: shareOf(reference.get(tier) ?? NOTHING, referenceAll)?.share ?? null,
    touchRate: shareOf(touched.get(tier) ?? NOTHING, all)?.share ?? null,
    userShare: reachOf(facts, "user", tier),
    sessionShare: reachOf(facts, "session", tier),
    costUsd: usage.get(tier)?.costUsd ?? null,
    totalTokens: usage.get(tier)?.totalTokens ?? null,
    durationMsMean: usage.get(tier)?.durationMsMean ?? null,
  }));
}

function reachOf(facts: TierMixFacts, unit: "user" | "session", tier: string): number | null {
  const rows = facts.reach.filter((row) => row.unit === unit);
  const all = rows.find((row) => row.tier === null)?.count ?? 0;
  if (all === 0) return null;
  return (rows.find((row) => row.tier === tier)?.count ?? 0) / all;
}

export function buildSeries(facts: TierMixFacts): SeriesPoint[] {
  return [...groupBy(facts.series, ({ at }) => at.getTime())]
    .sort(([a], [b]) => a - b)
    .map(([at, rows]) => ({
      at: new Date(at),
      requests: addTallies(rows).w,
      byTier: Object.fromEntries(
        [...tallyBy(rows, ({ tier }) => tier)]
          .map(([tier, { w }]) => [tier, w] as const)
          .sort(([a], [b]) => byText(a, b)),
      ),
    }));
}

/** Busiest first. A request that does not say what was meant to serve it was meant for the primary. */
export function buildFlows(facts: TierMixFacts, ladder: Ladder): Flow[] {
  const meant = (intended: string | null) => intended ?? ladder.primary ?? UNKNOWN_TIER;
  const groups = groupBy(facts.flows, ({ intended, tier, reason }) =>
    JSON.stringify([meant(intended), tier, reason]),
  );
  return [...groups.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const { tier: served, reason } = first;
      return [{ intended: meant(first.intended), served, reason, requests: addTallies(rows).w }];
    })
    .sort(
      (a, b) =>
        b.requests - a.requests ||
        byText(a.intended, b.intended) ||
        byText(a.served, b.served) ||
        byText(a.reason, b.reason),
    );
}

/** Shares of each segment's requests; in order of dimension, busiest first. */
export function buildHeatmap(facts: TierMixFacts, ladder: Ladder): HeatmapRow[] {
  const now = facts.segments.filter(({ period }) => period === "after");
  const groups = groupBy(now, ({ dimension, value }) => JSON.stringify([dimension, value]));
  return [...groups.values()]
    .flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const all = addTallies(rows);
      const served = tallyBy(rows, ({ tier }) => tier);
      const cells = ladder.tiers.flatMap((tier) => {
        const share = shareOf(served.get(tier) ?? NOTHING, all);
        return share ? [{ tier, ...share }] : [];
      });
      return [{ dimension: first.dimension, value: first.value, requests: all.w, cells }];
    })
    .sort(
      (a, b) =>
        byText(a.dimension, b.dimension) || b.requests - a.requests || byText(a.value, b.value),
    );
}

const MINUTES_PER_DAY = 1_440;
/** With so many expected, none at all happens by chance once in 22 000 days. */
const EXPECTED_FOR_SILENCE = 10;

/** Tiers that the last day's requests should have reached and did not; in ladder order. */
export function findSilentTiers(facts: TierMixFacts, tiers: readonly TierRow[]): SilentTier[] {
  const lastDay = facts.trailing.filter(({ minutes }) => minutes === MINUTES_PER_DAY);
  const served = tallyBy(lastDay, ({ tier }) => tier);
  const all = addTallies(lastDay).n;
  return tiers.flatMap(({ tier, referenceShare, share }) => {
    const expected = all * (referenceShare ?? share ?? 0);
    const isSilent = expected >= EXPECTED_FOR_SILENCE && (served.get(tier) ?? NOTHING).n === 0;
    return isSilent && tier !== UNKNOWN_TIER ? [{ tier, expected }] : [];
  });
}
