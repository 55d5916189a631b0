import { adtributor } from "@/lib/domain/statistics/adtributor";
import { effectiveProportion } from "@/lib/domain/statistics/effective-sample";
import { kitagawa } from "@/lib/domain/statistics/kitagawa";
import { newcombe } from "@/lib/domain/statistics/proportion-interval";
import type { Period, Tally, TierMixFacts, TierTally } from "./report-facts";
import type { Attribution, DimensionRank, SegmentEffect, ShareChange } from "./report-findings";
import type { Ladder } from "./report-ladder";
import { addTallies, byText, groupBy, maybeShare, NOTHING, shareOf, tallyBy } from "./report-tally";

/** Demoted requests and all of them, in one of the two periods. */
type Demoted = { readonly part: Tally; readonly all: Tally };
type PeriodRow = TierTally & { readonly period: Period };

/**
 * Who owns the requests that fell below the primary tier, and what moved since the comparison.
 *
 * @param unrest by how much days differ beyond counting; widens the intervals of differences
 */
export function buildAttribution(facts: TierMixFacts, ladder: Ladder, unrest: number): Attribution {
  const { demotions } = facts;
  const after = demotedOf(demotions, "after", ladder);
  const before = demotedOf(demotions, "before", ladder);
  const owners = new Map(facts.routingRules.map(({ rule, owner }) => [rule, owner]));
  const inflation = Math.sqrt(unrest);
  const changeBy = <Key extends string | null>(keyOf: (row: (typeof demotions)[number]) => Key) =>
    changesBy(
      demotions.filter(({ tier }) => ladder.isDemoted(tier)),
      keyOf,
      { before: before.all, after: after.all },
      inflation,
    );
  return {
    demoted: maybeShare(after.part, after.all),
    demotedBefore: shareOf(before.part, before.all)?.share ?? null,
    byReason: changeBy(({ reason }) => reason).map(({ key, ...row }) => ({ ...row, reason: key })),
    byRule: changeBy(({ rule }) => rule).map(({ key, ...row }) => ({
      ...row,
      rule: key,
      owner: key === null ? null : (owners.get(key) ?? null),
    })),
    segments: buildSegments(facts, ladder),
    dimensions: hasMoved(before, after, inflation) ? rankDimensions(facts, ladder) : [],
  };
}

function demotedOf(rows: readonly PeriodRow[], period: Period, ladder: Ladder): Demoted {
  const own = rows.filter((row) => row.period === period);
  return {
    part: addTallies(own.filter(({ tier }) => ladder.isDemoted(tier))),
    all: addTallies(own),
  };
}

/** Requests per key and what that share was before; largest first. Only keys of the present. */
function changesBy<Row extends PeriodRow, Key extends string | null>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  whole: { readonly before: Tally; readonly after: Tally },
  inflation: number,
): (ShareChange & { readonly key: Key })[] {
  const before = tallyBy(
    rows.filter(({ period }) => period === "before"),
    keyOf,
  );
  const after = tallyBy(
    rows.filter(({ period }) => period === "after"),
    keyOf,
  );
  return [...after]
    .map(([key, part]) => {
      const change = differenceOf(
        { part: before.get(key) ?? NOTHING, all: whole.before },
        { part, all: whole.after },
        inflation,
      );
      return {
        key,
        requests: part.w,
        share: part.w / whole.after.w,
        difference: change?.difference ?? null,
        differenceLow: change?.low ?? null,
        differenceHigh: change?.high ?? null,
      };
    })
    .sort((a, b) => b.requests - a.requests || byText(a.key, b.key));
}

function differenceOf(before: Demoted, after: Demoted, inflation: number) {
  if (before.all.w === 0 || after.all.w === 0) return null;
  return newcombe(
    effectiveProportion(after.part, after.all),
    effectiveProportion(before.part, before.all),
    inflation,
  );
}

function hasMoved(before: Demoted, after: Demoted, inflation: number): boolean {
  const change = differenceOf(before, after, inflation);
  return change !== null && (change.low > 0 || change.high < 0);
}

function buildSegments({ segments }: TierMixFacts, ladder: Ladder): SegmentEffect[] {
  return [...groupBy(segments, ({ dimension }) => dimension)]
    .flatMap(([dimension, rows]) => effectsOf(dimension, rows, ladder))
    .sort(
      (a, b) =>
        Math.abs(b.mix + b.rate) - Math.abs(a.mix + a.rate) ||
        byText(a.dimension, b.dimension) ||
        byText(a.value, b.value),
    );
}

function effectsOf(
  dimension: string,
  rows: TierMixFacts["segments"],
  ladder: Ladder,
): SegmentEffect[] {
  const before = demotedOf(rows, "before", ladder).all.w;
  const after = demotedOf(rows, "after", ladder).all.w;
  if (before === 0 || after === 0) return [];
  const values = [...groupBy(rows, ({ value }) => value)];
  const groups = values.map(([, own]) => {
    const then = demotedOf(own, "before", ladder);
    const now = demotedOf(own, "after", ladder);
    // A value that was absent has no rate of its own there: all it does is by coming or going.
    const rateThen = shareOf(then.part, then.all)?.share;
    const rateNow = shareOf(now.part, now.all)?.share;
    return {
      weightBefore: then.all.w / before,
      rateBefore: rateThen ?? rateNow ?? 0,
      weightAfter: now.all.w / after,
      rateAfter: rateNow ?? rateThen ?? 0,
    };
  });
  return kitagawa(groups).map(({ mix, rate }, i) => ({
    dimension,
    value: values[i]?.[0] ?? null,
    mix,
    rate,
  }));
}

type Valued = PeriodRow & { readonly dimension: string; readonly value: string | null };

/** Segments, reasons and rules, by how surprisingly few of their values explain the change. */
function rankDimensions({ segments, demotions }: TierMixFacts, ladder: Ladder): DimensionRank[] {
  const rows: Valued[] = [
    ...segments,
    ...demotions.map((row) => ({ ...row, dimension: "reason", value: row.reason })),
    ...demotions.map((row) => ({ ...row, dimension: "rule", value: row.rule })),
  ];
  return [...groupBy(rows, ({ dimension }) => dimension)]
    .flatMap(([dimension, own]) => {
      const found = adtributor(forecastElements(own, ladder));
      if (!found) return [];
      const values = found.elements.map(({ key, explained }) => ({ value: key, explained }));
      const explained = values.reduce((sum, value) => sum + value.explained, 0);
      return [{ dimension, surprise: found.surprise, explained, values }];
    })
    .sort((a, b) => b.surprise - a.surprise || byText(a.dimension, b.dimension));
}

/** Demoted requests per value, against what the comparison's shares make of today's traffic. */
function forecastElements(rows: readonly Valued[], ladder: Ladder) {
  const before = demotedOf(rows, "before", ladder).all.w;
  const after = demotedOf(rows, "after", ladder).all.w;
  if (before === 0) return [];
  return [...groupBy(rows, ({ value }) => value)]
    .sort(([a], [b]) => byText(a, b))
    .map(([key, own]) => ({
      key,
      forecast: (demotedOf(own, "before", ladder).part.w * after) / before,
      actual: demotedOf(own, "after", ladder).part.w,
    }));
}
