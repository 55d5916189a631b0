import { effectiveSize } from "@/lib/domain/statistics/effective-sample";
import type { SelfReportFact, Tally, TierMixFacts, TierTally } from "./report-facts";
import type { ReconciliationReport } from "./report-findings";
import type { Ladder } from "./report-ladder";
import { addTallies, byText, groupBy, maybeShare, NOTHING, tallyBy } from "./report-tally";

/** Difference of shares below which two rates count as one, and below which a subset explains it. */
const MIN_MISMATCH = 0.005;
const EXPLAINED_WITHIN = 0.001;
const SAME_RATIO = { from: 0.8, to: 1.25 };
const FULL_COVERAGE = { from: 0.95, to: 1.05 };
/** 2¹² subsets are looked at; what is smaller than the twelve largest parts explains little. */
const MAX_PARTS = 12;

/** Each counter against telemetry of its own window, in order of source, metric and time. */
export function buildReconciliation(facts: TierMixFacts, ladder: Ladder): ReconciliationReport[] {
  const counts = groupBy(facts.selfReportCounts, ({ selfReport }) => selfReport);
  return facts.selfReports
    .map((report) => reconcile(report, counts.get(report.id) ?? [], ladder))
    .sort(
      (a, b) =>
        byText(a.source, b.source) ||
        byText(a.metric, b.metric) ||
        a.from.getTime() - b.from.getTime(),
    );
}

type CountRow = TierTally & { readonly reason: string | null };

function reconcile(
  { source, metric, from, to, numerator, denominator }: SelfReportFact,
  rows: readonly CountRow[],
  ladder: Ladder,
): ReconciliationReport {
  const all = addTallies(rows);
  const counted = tierOfMetric(metric, ladder);
  const own = rows.filter(({ tier }) =>
    counted === null ? ladder.isDemoted(tier) : tier === counted,
  );
  const derived = maybeShare(addTallies(own), all);
  const whole = denominator ?? all.w;
  const reported = whole > 0 ? numerator / whole : null;
  const coverage = denominator === null || all.w === 0 ? null : denominator / all.w;
  const status = statusOf(reported, derived.share, coverage, all);
  return {
    source,
    metric,
    from,
    to,
    counted: { tier: counted },
    reported,
    derived: derived.share,
    low: derived.low,
    high: derived.high,
    coverage,
    status,
    explainedBy:
      status === "mismatch" && reported !== null ? explain(reported, all, rows, ladder) : [],
  };
}

/** The tier that a metric names as one of its words, such as `canned_rate`; else null. */
function tierOfMetric(metric: string, ladder: Ladder): string | null {
  const words = metric.toLowerCase().split(/[^a-z0-9]+/);
  // "fallback" is what most counters call anything below the primary.
  return (
    ladder.tiers.find((tier) => tier !== "fallback" && words.includes(tier.toLowerCase())) ?? null
  );
}

function statusOf(
  reported: number | null,
  derived: number | null,
  coverage: number | null,
  all: Tally,
): ReconciliationReport["status"] {
  if (reported === null || derived === null) return null;
  const tolerance = Math.max(MIN_MISMATCH, 3 * standardError(derived, all));
  const isSame =
    Math.abs(derived - reported) <= tolerance ||
    (derived >= SAME_RATIO.from * reported && derived <= SAME_RATIO.to * reported);
  if (!isSame) return "mismatch";
  const isCovered =
    coverage === null || (coverage >= FULL_COVERAGE.from && coverage <= FULL_COVERAGE.to);
  return isCovered ? "match" : "denominator_mismatch";
}

function standardError(share: number, all: Tally): number {
  return Math.sqrt(Math.max(0, share * (1 - share)) / effectiveSize(all));
}

type Part = { readonly name: string; readonly share: number };

/** The fewest reasons, or else tiers, whose requests together give the reported rate. */
function explain(
  reported: number,
  all: Tally,
  rows: readonly CountRow[],
  ladder: Ladder,
): string[] {
  const demoted = rows.filter(({ tier }) => ladder.isDemoted(tier));
  const reasons = partsOf(demoted, all, ({ reason }) => reason ?? "unknown");
  const tiers = partsOf(rows, all, ({ tier }) => `tier:${tier}`);
  const tolerance = Math.max(EXPLAINED_WITHIN, 2 * standardError(reported, all));
  const found = [reasons, tiers].flatMap(
    (parts) => nearestSubset(parts, reported, tolerance) ?? [],
  );
  const [best] = found.sort((a, b) => a.names.length - b.names.length || a.error - b.error);
  return best ? [...best.names].sort() : [];
}

function partsOf(rows: readonly CountRow[], all: Tally, nameOf: (row: CountRow) => string): Part[] {
  return [...tallyBy(rows, nameOf)]
    .map(([name, tally]) => ({ name, share: (tally ?? NOTHING).w / all.w }))
    .sort((a, b) => b.share - a.share || byText(a.name, b.name))
    .slice(0, MAX_PARTS);
}

/** Of the subsets within the tolerance a smallest one, and of those the nearest. */
function nearestSubset(
  parts: readonly Part[],
  wanted: number,
  tolerance: number,
): { readonly names: string[]; readonly error: number } | null {
  let best: { readonly names: string[]; readonly error: number } | null = null;
  for (let mask = 1; mask < 2 ** parts.length; mask += 1) {
    const chosen = parts.filter((_, i) => mask & (1 << i));
    const error = Math.abs(chosen.reduce((sum, { share }) => sum + share, 0) - wanted);
    if (error > tolerance || (best && chosen.length > best.names.length)) continue;
    if (!best || chosen.length < best.names.length || error < best.error) {
      best = { names: chosen.map(({ name }) => name), error };
    }
  }
  return best;
}
