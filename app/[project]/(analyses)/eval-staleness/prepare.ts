import { formatCount } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import type { EvalStalenessParams } from "@/lib/analyses/eval-staleness/params";
import type { EvalStalenessReport, SuiteReport } from "@/lib/analyses/eval-staleness/report";

/** The verdict in words. */
export type VerdictView = {
  readonly status: Verdict;
  readonly word: string;
  readonly sentence: string;
  readonly notes: readonly string[];
};

const STATUS: Record<SuiteReport["verdict"], Verdict> = {
  untrustworthy: "broken",
  insufficient: "unknown",
  trustworthy: "ok",
};

/** The gravest first. */
const GRAVITY = ["untrustworthy", "insufficient", "trustworthy"] as const;
/** Worth a sentence of its own from this share of production on. */
const TELLING_SHARE = 0.02;

/** How a suite stands: trusted, but not able to tell subjects apart, deserves a second look. */
export function suiteStatus(suite: SuiteReport): Verdict {
  const isBlunt = suite.discrimination.cannotTellApart > 1;
  return suite.verdict === "trustworthy" && isBlunt ? "watch" : STATUS[suite.verdict];
}

/** What to tell of the suites, in words to be passed on. */
export function prepareVerdict(
  report: EvalStalenessReport,
  params: EvalStalenessParams,
): VerdictView {
  const [worst, ...others] = report.suites.toSorted(
    (a, b) =>
      GRAVITY.indexOf(a.verdict) - GRAVITY.indexOf(b.verdict) ||
      b.cases - a.cases ||
      (a.suite < b.suite ? -1 : 1),
  );
  if (!worst) return { status: "unknown", word: "cannot tell", sentence: "No suite.", notes: [] };
  return {
    status: suiteStatus(worst),
    word: worst.verdict === "insufficient" ? "cannot tell" : worst.verdict,
    sentence: sentenceOf(worst, params),
    notes: [...others.map((suite) => sentenceOf(suite, params)), ...orphanNote(report)],
  };
}

/** One suite in words: what it says, how much of it still speaks of production, what it can tell. */
export function sentenceOf(suite: SuiteReport, params: EvalStalenessParams): string {
  return [likenessText(suite, params), ...resolutionText(suite)].join(" ");
}

function likenessText(suite: SuiteReport, params: EvalStalenessParams): string {
  const { suite: name, staleFraction, freshPass } = suite;
  if (staleFraction === null || suite.verdict === "insufficient") {
    return `${name}: ${suite.reasons[0]?.message ?? "cannot tell."}`;
  }
  const isUnlike = 1 - staleFraction < params.minFresh;
  const onThose = freshPass === null ? "" : `; on those the pass rate is ${formatShare(freshPass)}`;
  const still = `${alikeText(suite)} still resemble ${windowText(params)}${onThose}`;
  const left = leftBehindText(suite);
  if (suite.rawPass === null) {
    return `${name}: no results yet; ${isUnlike ? "only " : ""}${still}${left}.`;
  }
  const passed = `${formatShare(suite.rawPass)} of ${formatCount(suite.rawResults)} pass`;
  return `${name}: ${passed}, ${isUnlike ? "but only" : "and"} ${still}${left}.`;
}

function alikeText({ cases, compared, staleFraction, staleInterval }: SuiteReport): string {
  const interval = staleInterval
    ? ` (${formatInterval(1 - staleInterval.high, 1 - staleInterval.low)})`
    : "";
  const all =
    compared === cases
      ? `its ${formatCount(cases)} cases`
      : `${formatCount(compared)} of its cases that can be compared`;
  return `${formatShare(1 - (staleFraction ?? 0))}${interval} of ${all}`;
}

/** Said where it is what makes a suite that resembles production not fresh. */
function leftBehindText({ layers, verdict, staleFraction, freshShare }: SuiteReport): string {
  const lost = 1 - (staleFraction ?? 0) - (freshShare ?? 0);
  const [worst] = layers
    .filter(({ layer }) => layer !== "queries")
    .toSorted((a, b) => b.staleCases - a.staleCases);
  if (verdict !== "untrustworthy" || !worst || lost < TELLING_SHARE) return "";
  return `; ${formatCount(worst.staleCases)} cases were cut from a version of ${worst.layer} that has moved on`;
}

function resolutionText({ discrimination }: SuiteReport): string[] {
  const { cannotTellApart, resolution, spread } = discrimination;
  if (cannotTellApart < 2 || resolution === null || spread === null) return [];
  const points = (share: number) => (share * 100).toFixed(1);
  return [
    `It cannot tell the last ${cannotTellApart} subjects apart: they lie ${points(spread)} points apart, and it shows differences from ${points(resolution)} points on.`,
  ];
}

function orphanNote({ orphans }: EvalStalenessReport): string[] {
  const large = orphans.filter(({ share }) => share >= TELLING_SHARE);
  if (large.length === 0) return [];
  const share = large.reduce((sum, row) => sum + row.share, 0);
  const kinds = large.length === 1 ? "One kind of request" : `${large.length} kinds of requests`;
  return [
    `${kinds}, ${formatShare(share)} of production, ${large.length === 1 ? "is" : "are"} in no case: ${large
      .slice(0, 3)
      .map(({ label }) => `“${label}”`)
      .join(", ")}${large.length > 3 ? " and others" : ""}.`,
  ];
}

/** What a scope's production is called in a sentence. */
export function windowText({ range }: Pick<EvalStalenessParams, "range">): string {
  const days = range?.match(/^(\d+)d$/)?.[1];
  if (days) return `production of the last ${days} days`;
  return range === "1y" ? "production of the last year" : "production of this time range";
}

/** How strongly a cell is coloured, and in which direction: −1 under, +1 over represented. */
export function cellTone(log2Ratio: number | null): {
  readonly side: "over" | "under" | "even";
  readonly strength: number;
} {
  if (log2Ratio === null || Math.abs(log2Ratio) < 0.1) return { side: "even", strength: 0 };
  const strength = Math.min(1, Math.abs(log2Ratio) / 3);
  return { side: log2Ratio > 0 ? "over" : "under", strength };
}

/** How a cell is read out. */
export function cellText(cell: {
  readonly cases: number;
  readonly freshCases: number;
  readonly log2Ratio: number | null;
  readonly pass: number | null;
}): string {
  const fresh = `${formatCount(cell.cases)} cases, worth ${cell.freshCases.toFixed(1)} fresh ones`;
  const pass = cell.pass === null ? "no results" : `${formatShare(cell.pass)} pass`;
  if (cell.log2Ratio === null) return `${fresh}; ${pass}; not in production`;
  const times = 2 ** cell.log2Ratio;
  const ratio =
    Math.abs(cell.log2Ratio) < 0.1
      ? "as frequent as in production"
      : `${(times > 1 ? times : 1 / times).toFixed(1)} times ${times > 1 ? "as frequent" : "rarer"}${times > 1 ? " as" : " than"} in production`;
  return `${fresh}; ${ratio}; ${pass}`;
}
