import { parseBranchKey } from "@/lib/domain/branches/branch-key";
import type { MarginFact } from "./report-facts";
import type { BranchCoverageReport } from "./report-shape";

/** The share of its decisions that a point calls close. */
const CLOSE_SHARE = 0.2;

/** Name of a pair of chosen branch and runner-up. */
export function pairName({ branch, runnerUp }: Pick<MarginFact, "branch" | "runnerUp">): string {
  return `${branch} ≈ ${runnerUp}`;
}

/** By point, the margin up to which a call is close: the 20th percentile in production. */
export function closeMargins(margins: readonly MarginFact[]): ReadonlyMap<string, number> {
  const byPoint = new Map<string, MarginFact[]>();
  for (const row of margins) {
    const { point } = parseBranchKey(row.branch);
    byPoint.set(point, [...(byPoint.get(point) ?? []), row]);
  }
  return new Map([...byPoint].sort().map(([point, rows]) => [point, percentile(rows)]));
}

function percentile(rows: readonly MarginFact[]): number {
  const sorted = [...rows].sort((a, b) => a.margin - b.margin);
  const wanted = CLOSE_SHARE * sorted.reduce((sum, { n }) => sum + n, 0);
  let reached = 0;
  for (const { margin, n } of sorted) {
    reached += n;
    if (reached >= wanted) return margin;
  }
  return sorted.at(-1)?.margin ?? 0;
}

/** Close decisions by pair, as `pairName` writes it. */
export function closePairs(
  margins: readonly MarginFact[],
  limits: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const row of margins) {
    const limit = limits.get(parseBranchKey(row.branch).point);
    if (limit === undefined || row.margin > limit) continue;
    pairs.set(pairName(row), (pairs.get(pairName(row)) ?? 0) + row.n);
  }
  return pairs;
}

/** How much of production's close decisions are of pairs that evals called close too. */
export function buildBorderline(margins: {
  readonly production: readonly MarginFact[];
  readonly evals: readonly MarginFact[];
}): Pick<BranchCoverageReport, "borderline" | "closeMargins"> {
  const limits = closeMargins(margins.production);
  const pairs = closePairs(margins.production, limits);
  const tested = closePairs(margins.evals, limits);
  let all = 0;
  let covered = 0;
  for (const [pair, n] of pairs) {
    all += n;
    if (tested.has(pair)) covered += n;
  }
  return {
    borderline: all === 0 ? null : covered / all,
    closeMargins: [...limits].map(([point, margin]) => ({ point, margin })),
  };
}
