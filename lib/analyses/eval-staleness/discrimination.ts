import { reliability, resolution } from "@/lib/domain/evals/item-analysis";
import { isSuspect } from "./case-reasons";
import { extremeOf, SATURATING_SUBJECTS } from "./case-results";
import type { SuiteFindings } from "./findings";
import type { SuiteDiscrimination } from "./report-shape";

/** What a suite can still tell of those who take it. */
export function discriminationOf({ places, results, found }: SuiteFindings): SuiteDiscrimination {
  const own = [...places.keys()];
  const extremes = own.map((at) => extremeOf(results, at));
  const tried = results.latest.filter(({ attempts }) => attempts > 0);
  const lastRows = results.matrix.slice(-SATURATING_SUBJECTS);
  const rates = lastRows.map(rateOf).filter((rate) => rate !== null);
  const smallest = resolution(lastRows);
  const spread = rates.length < 2 ? null : Math.max(...rates) - Math.min(...rates);
  const isTold = spread !== null && smallest !== null && spread >= smallest;
  return {
    subjects: results.subjects.length,
    saturated: extremes.filter(({ isSaturated }) => isSaturated).length,
    floor: extremes.filter(({ isFloor }) => isFloor).length,
    suspect: own.filter((at) => isSuspect(found.items[at])).length,
    always: tried.filter(({ attempts, passed }) => passed === attempts).length,
    never: tried.filter(({ passed }) => passed === 0).length,
    flaky: tried.filter(({ attempts, passed }) => passed > 0 && passed < attempts).length,
    resolution: smallest,
    spread,
    cannotTellApart: spread === null || isTold ? 0 : rates.length,
    reliability: reliability(results.matrix),
  };
}

function rateOf(row: readonly (number | null)[]): number | null {
  const known = row.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
