import { formatCount } from "@/components/format";
import { formatPoints, formatShare } from "@/components/format-share";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { MIN_SCORED } from "@/lib/analyses/tier-mix/report-quality";
import { type AnalysisAddress, tierTerm, tracesHref } from "../traces-link";

type Row = TierMixReport["quality"][number];

export type QualityRowView = {
  readonly tier: string;
  readonly scored: string;
  readonly scoredHref: string;
  /** The share, or `18 of 25` where that says more. */
  readonly good: string;
  readonly goodHref: string;
  readonly bad: string;
  readonly badHref: string;
  /** Points more or fewer than the primary tier, with the interval. */
  readonly difference: string | null;
  readonly against: string;
};

export type QualityView = { readonly note: string; readonly rows: readonly QualityRowView[] };

/** How good the answers of each tier were, in words and as rows. */
export function prepareQuality(report: TierMixReport, address: AnalysisAddress): QualityView {
  return {
    note: noteOf(report),
    rows: report.quality.map((row) => prepareRow(row, address)),
  };
}

function prepareRow(row: Row, address: AnalysisAddress): QualityRowView {
  const { tier, scored, good } = row;
  const href = (verdict: string) => tracesHref(address, [tierTerm(tier), `verdict:${verdict}`]);
  return {
    tier,
    scored: formatCount(scored),
    scoredHref: href("good,bad"),
    good: goodText(row),
    goodHref: href("good"),
    bad: formatCount(scored - good),
    badHref: href("bad"),
    difference: differenceText(row),
    against: AGAINST[row.againstPrimary ?? (row.difference === null ? "none" : "thin")],
  };
}

const AGAINST = {
  better: "better",
  worse: "worse",
  same: "no difference shown",
  thin: "cannot tell",
  none: "",
} as const;

const goodText = ({ scored, good, share }: Row) =>
  scored < MIN_SCORED ? `${good} of ${scored}` : formatShare(share);

const rangeText = ({ differenceLow, differenceHigh }: Row) =>
  `${formatPoints(differenceLow)} to ${formatPoints(differenceHigh)}`;

function differenceText(row: Row): string | null {
  return row.difference === null ? null : `${formatPoints(row.difference)} (${rangeText(row)})`;
}

function noteOf({ quality, verdict }: TierMixReport): string {
  const primary = quality.find(({ tier }) => tier === verdict.primary?.tier);
  const told = quality.filter(({ againstPrimary }) => againstPrimary !== null);
  const [worst] = [...told].sort((a, b) => (a.difference ?? 0) - (b.difference ?? 0));
  const best = told.find(({ againstPrimary }) => againstPrimary === "better");
  const striking = worst?.againstPrimary === "worse" ? worst : best;
  if (quality.length === 0) return "No request of this window has been judged good or bad.";
  if (primary === undefined) return "No request of a primary tier has been judged to compare with.";
  if (striking) {
    return `${striking.tier} is judged ${striking.againstPrimary} than ${primary.tier}: ${formatShare(striking.share)} good against ${formatShare(primary.share)}, ${formatPoints(striking.difference)} points (${rangeText(striking)}).`;
  }
  if (told.length > 0) return `No tier is shown to be judged better or worse than ${primary.tier}.`;
  return `Cannot tell whether tiers differ: each needs ${MIN_SCORED} judged requests.`;
}
