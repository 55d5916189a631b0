import { parseBranchKey } from "@/lib/domain/branches/branch-key";
import type { ClosePair } from "./report-facts";
import type { BranchCoverageReport } from "./report-shape";

/** Name of a pair of chosen branch and runner-up. */
export function pairName({ branch, runnerUp }: Pick<ClosePair, "branch" | "runnerUp">): string {
  return `${branch} ≈ ${runnerUp}`;
}

/** By point, the margin up to which a call is close. */
export function closeMargins(pairs: readonly ClosePair[]): ReadonlyMap<string, number> {
  return new Map(pairs.map(({ branch, limit }) => [parseBranchKey(branch).point, limit]));
}

/** How much of production's close decisions are of pairs that evals called close too. */
export function buildBorderline(
  pairs: readonly ClosePair[],
): Pick<BranchCoverageReport, "borderline" | "closeMargins"> {
  const all = pairs.reduce((sum, { production }) => sum + production, 0);
  const covered = pairs
    .filter(({ evals }) => evals > 0)
    .reduce((sum, { production }) => sum + production, 0);
  return {
    borderline: all === 0 ? null : covered / all,
    closeMargins: [...closeMargins(pairs)]
      .map(([point, margin]) => ({ point, margin }))
      .sort((a, b) => (a.point < b.point ? -1 : 1)),
  };
}
