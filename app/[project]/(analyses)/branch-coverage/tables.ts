import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { Tables } from "../export-table";
import { table } from "../table-csv";

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Every table of the page, unrounded, in the page's order. */
export const BRANCH_COVERAGE_TABLES: Tables<BranchCoverageReport> = {
  branches: ({ branches }) =>
    table(branches, {
      id: (row) => row.id,
      point: (row) => row.point,
      branch: (row) => row.branch,
      label: (row) => row.label,
      status: (row) => row.status,
      productionHits: (row) => row.productionHits,
      productionReached: (row) => row.productionReached,
      productionShare: (row) => row.productionShare,
      low: (row) => row.low,
      high: (row) => row.high,
      evalHits: (row) => row.evalHits,
      evalPassedBy: (row) => row.evalPassedBy,
      otherVersionHits: (row) => row.otherVersionHits,
      severity: (row) => row.severity,
      owner: (row) => row.owner,
      lastFiredAt: (row) => iso(row.lastFiredAt),
      cases: (row) => row.cases,
      drafts: (row) => row.drafts,
      exempt: (row) => row.exemption?.reason ?? null,
      example: (row) => row.example,
    }),
  shifts: ({ shifts }) =>
    table(shifts, {
      point: (row) => row.point,
      branch: (row) => row.branch,
      before: (row) => row.before,
      beforeHits: (row) => row.beforeHits,
      beforeReached: (row) => row.beforeReached,
      after: (row) => row.after,
      afterHits: (row) => row.afterHits,
      afterReached: (row) => row.afterReached,
      difference: (row) => row.difference,
      low: (row) => row.low,
      high: (row) => row.high,
      riskRatio: (row) => row.riskRatio,
      overdispersion: (row) => row.overdispersion,
      p: (row) => row.p,
      adjustedP: (row) => row.adjustedP,
      since: (row) => iso(row.since),
      firing: (row) => row.firing,
    }),
  versions: ({ byVersion }) =>
    table(byVersion, {
      prompt: (row) => row.prompt,
      version: (row) => row.promptVersion,
      postedAt: (row) => iso(row.postedAt),
      lastSeenAt: (row) => iso(row.lastSeenAt),
      requests: (row) => row.requests,
      evalTraces: (row) => row.evalTraces,
      covered: (row) => row.covered,
      registered: (row) => row.registered,
      coverage: (row) => row.coverage,
    }),
  graph: ({ graph }) =>
    table(graph.edges, {
      from: (row) => row.from,
      to: (row) => row.to,
      requests: (row) => row.requests,
      evals: (row) => row.evals,
    }),
  suggestions: ({ suggestions }) =>
    table(suggestions, {
      traceId: (row) => row.traceId,
      startedAt: (row) => iso(row.startedAt),
      weight: (row) => row.weight,
      gains: (row) => row.gains.join("; "),
    }),
};
