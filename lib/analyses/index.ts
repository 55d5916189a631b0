import { AppError } from "@/lib/errors";
import { branchCoverage } from "./branch-coverage";
import type { Analysis } from "./define-analysis";
import { evalStaleness } from "./eval-staleness";
import { tierMix } from "./tier-mix";
import { traceDiff } from "./trace-diff";

/** Every analysis, in the order the navigation shows them. Adding one starts here. */
export const analyses: readonly Analysis[] = [tierMix, traceDiff, evalStaleness, branchCoverage];

/** @throws AppError `not_found` when no analysis has that slug */
export function findAnalysis(slug: string): Analysis {
  const found = analyses.find((analysis) => analysis.slug === slug);
  if (!found) throw new AppError("not_found", `No analysis named "${slug}"`);
  return found;
}
