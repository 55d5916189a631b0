import type { EvalStalenessParams } from "./params";
import type {
  Assessment,
  CaseState,
  HeatmapCell,
  HeatmapRow,
  SuiteFacts,
  SuiteMonth,
} from "./report-shape";
import { judgeSuite, type SuiteJudgement } from "./report-verdict";

/** A suite with what is to be thought of it. */
export type SuiteReport = SuiteFacts & SuiteJudgement;

/** A kind of request that no suite, or not the one asked about, has a case of. */
export type OrphanCluster = HeatmapRow;

/** How much the eval suites still speak of production. Shares are from 0 to 1. */
export type EvalStalenessReport = {
  /** When it was computed from what was stored then. */
  readonly computedAt: Date;
  readonly production: Assessment["production"];
  /** By name. */
  readonly suites: readonly SuiteReport[];
  readonly heatmap: {
    /** By share of production, largest first. */
    readonly rows: readonly HeatmapRow[];
    readonly columns: readonly { readonly suite: string }[];
    /** Those with cases. */
    readonly cells: readonly HeatmapCell[];
  };
  /** By share, largest first. */
  readonly orphans: readonly OrphanCluster[];
  /** Oldest month first. */
  readonly months: readonly SuiteMonth[];
  /** The least fresh first. */
  readonly cases: readonly CaseState[];
};

/** What `loadFacts` gives: an assessment, and when it was made. */
export type EvalStalenessFacts = {
  readonly assessment: Assessment;
  readonly computedAt: Date;
};

export function buildEvalStalenessReport(
  { assessment, computedAt }: EvalStalenessFacts,
  params: EvalStalenessParams,
): EvalStalenessReport {
  const isAsked = ({ suite }: { readonly suite: string }) =>
    params.suite === null || suite === params.suite;
  const { production, rows } = assessment;
  const suites = assessment.suites.filter(isAsked);
  const cells = assessment.cells.filter(isAsked);
  const covered = new Set(cells.map(({ cluster }) => cluster));
  return {
    computedAt,
    production,
    suites: suites.map((suite) => ({ ...suite, ...judgeSuite(suite, production, params) })),
    heatmap: {
      rows: rows.filter(({ share, cluster }) => share > 0 || covered.has(cluster)),
      columns: suites.map(({ suite }) => ({ suite })),
      cells,
    },
    orphans: rows.filter(({ cluster, share }) => share > 0 && !covered.has(cluster)),
    months: assessment.months
      .filter(isAsked)
      .toSorted((a, b) => compare(a.month, b.month) || compare(a.suite, b.suite)),
    cases: assessment.cases
      .filter(isAsked)
      .filter(({ cluster }) => params.cluster === null || cluster === params.cluster)
      .toSorted(leastFreshFirst),
  };
}

/** Cases of which freshness cannot be told come last. */
function leastFreshFirst(a: CaseState, b: CaseState): number {
  return (
    (a.freshness.product ?? 2) - (b.freshness.product ?? 2) ||
    compare(a.suite, b.suite) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
