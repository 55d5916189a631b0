import { assessStaleness } from "@/lib/analyses/eval-staleness/assess";
import {
  type EvalStalenessParams,
  evalStalenessParams,
} from "@/lib/analyses/eval-staleness/params";
import type { EvalStalenessFacts } from "@/lib/analyses/eval-staleness/report";
import type { HeatmapRow, SuiteFacts } from "@/lib/analyses/eval-staleness/report-shape";
import { runThrough } from "@/lib/domain/checkpoints";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import { AS_OF, aCaseFact, stalenessFacts } from "./staleness-facts";

type Given = Partial<Pick<SuiteFacts, "rawPass" | "freshPass" | "normalisedCoverage">> & {
  readonly cases: number;
  readonly staleFraction: number | null;
  readonly requests?: number;
  readonly cannotTellApart?: number;
  readonly rows?: readonly HeatmapRow[];
  readonly shadow?: SuiteFacts["shadow"];
};

/** For tests: an assessment of one suite of which only what is given is known. */
export function assessed({
  cases,
  staleFraction,
  requests = 5_000,
  cannotTellApart = 0,
  rows = [],
  ...given
}: Given): EvalStalenessFacts {
  const posted = Array.from({ length: cases }, (_, index) =>
    aCaseFact({ suite: "support-gold", id: `c${index}` }),
  );
  const nothing = runThrough(assessStaleness(stalenessFacts({ cases: posted })));
  const [suite] = nothing.suites;
  if (!suite) throw new RangeError("An assessment needs a case");
  const interval = staleFraction === null ? null : wilson(staleFraction * cases, cases);
  const fresh = staleFraction === null ? null : 1 - staleFraction;
  return {
    computedAt: AS_OF,
    assessment: {
      ...nothing,
      rows,
      production: { ...nothing.production, requests, comparedBy: "texts" },
      suites: [
        {
          ...suite,
          compared: staleFraction === null ? 0 : cases,
          staleFraction,
          staleInterval: interval,
          freshShare: fresh,
          freshInterval: interval && { low: 1 - interval.high, high: 1 - interval.low },
          rawResults: cases,
          freshResults: cases,
          discrimination: {
            ...suite.discrimination,
            cannotTellApart,
            resolution: 0.063,
            spread: 0.021,
          },
          ...given,
        },
      ],
    },
  };
}

/** For tests: the parameters of a bare address, or of this query. */
export function stalenessParams(search: Record<string, string> = {}): EvalStalenessParams {
  return evalStalenessParams.parse(new URLSearchParams(search), AS_OF);
}
