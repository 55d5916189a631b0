import { overdispersion } from "@/lib/domain/statistics/overdispersion";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import { goodToulmin, unseenSpecies } from "@/lib/domain/statistics/unseen-species";
import type { BranchCoverageFacts } from "./report-facts";
import type { BranchCoverageReport, Unseen } from "./report-shape";

/** A share whose interval is widened by √φ around it, kept within 0 and 1. */
function widened(successes: number, trials: number, phi: number) {
  if (trials === 0) return { share: null, low: null, high: null };
  const share = successes / trials;
  const { low, high } = wilson(successes / phi, trials / phi);
  return { share, low, high };
}

/** The probability that the next request fires a branch that no eval hit. */
export function buildUncoveredTraffic({
  openDays,
}: Pick<BranchCoverageFacts, "openDays">): BranchCoverageReport["uncoveredTraffic"] {
  const requests = openDays.reduce((sum, day) => sum + day.requests, 0);
  const open = openDays.reduce((sum, day) => sum + day.open, 0);
  const phi = overdispersion([
    openDays.map((day) => ({ successes: day.open, trials: day.requests })),
  ]);
  return { ...widened(open, requests, phi), requests: open, overdispersion: phi };
}

/** How many of the paths that production takes evals took too. */
export function buildPaths({
  abundances,
}: Pick<BranchCoverageFacts, "abundances">): BranchCoverageReport["paths"] {
  const sum = (of: (row: (typeof abundances)[number]) => number, isCovered?: boolean) =>
    abundances
      .filter((row) => isCovered === undefined || row.isCovered === isCovered)
      .reduce((total, row) => total + of(row), 0);
  const paths = (row: { paths: number }) => row.paths;
  const requests = (row: { paths: number; requests: number }) => row.paths * row.requests;
  const distinct = sum(paths);
  const all = sum(requests);
  const { share, low, high } = widened(sum(requests, false), all, 1);
  return {
    distinct,
    covered: sum(paths, true),
    coverage: distinct === 0 ? null : sum(paths, true) / distinct,
    trafficWeighted: all === 0 ? null : sum(requests, true) / all,
    uncovered: share,
    low,
    high,
  };
}

/** What production would still show that it has not shown yet. */
export function buildUnseen({ abundances }: Pick<BranchCoverageFacts, "abundances">): Unseen {
  const counts = abundances.map(({ requests, paths }) => ({ individuals: requests, kinds: paths }));
  const { goodTuring, chao1, low, high, completeness, n } = unseenSpecies(counts);
  return {
    goodTuring,
    chao1,
    low,
    high,
    form: "classic",
    next: n === 0 ? null : Math.max(0, goodToulmin(counts, 1)),
    completeness,
  };
}
