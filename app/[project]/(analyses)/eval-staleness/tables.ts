import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { Tables } from "../export-table";
import { table } from "../table-csv";

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Every table of the page, unrounded, in the page's order. */
export const STALENESS_TABLES: Tables<EvalStalenessReport> = {
  heatmap: ({ heatmap: { rows, columns, cells } }) => ({
    header: ["cluster", "label", "production share", ...columns.map(({ suite }) => suite)],
    rows: rows.map(({ cluster, label, share }) => [
      cluster,
      label,
      share,
      ...columns.map(
        ({ suite }) =>
          cells.find((cell) => cell.suite === suite && cell.cluster === cluster)?.freshCases ?? 0,
      ),
    ]),
  }),
  suites: ({ suites }) =>
    table(suites, {
      suite: (row) => row.suite,
      verdict: (row) => row.verdict,
      why: (row) => row.reasons.map(({ message }) => message).join(" "),
      cases: (row) => row.cases,
      drafts: (row) => row.drafts,
      retired: (row) => row.retired,
      compared: (row) => row.compared,
      staleFraction: (row) => row.staleFraction,
      staleByChance: (row) => row.staleByChance,
      freshShare: (row) => row.freshShare,
      coverage: (row) => row.coverage,
      normalisedCoverage: (row) => row.normalisedCoverage,
      rawPass: (row) => row.rawPass,
      freshPass: (row) => row.freshPass,
      reweightedPass: (row) => row.reweightedPass,
      gap: (row) => row.gap?.points ?? null,
      effectiveCases: (row) => row.effectiveCases,
      sameSourceP: (row) => row.sameSource?.p ?? null,
      halfLifeDays: (row) => row.halfLifeDays,
      staleness: (row) => row.staleness,
    }),
  layers: ({ suites }) =>
    table(
      suites.flatMap(({ suite, layers }) => layers.map((layer) => ({ suite, ...layer }))),
      {
        suite: (row) => row.suite,
        layer: (row) => row.layer,
        movedAt: (row) => iso(row.movedAt),
        title: (row) => row.title,
        dependent: (row) => row.dependent,
        staleCases: (row) => row.staleCases,
        staleFraction: (row) => row.staleFraction,
      },
    ),
  orphans: ({ orphans }) =>
    table(orphans, {
      cluster: (row) => row.cluster,
      label: (row) => row.label,
      share: (row) => row.share,
      traces: (row) => row.traceIds.join(" "),
    }),
  months: ({ months }) =>
    table(months, {
      suite: (row) => row.suite,
      month: (row) => row.month,
      compared: (row) => row.compared,
      staleFraction: (row) => row.staleFraction,
    }),
  discrimination: ({ suites }) =>
    table(
      suites.map(({ suite, discrimination }) => ({ suite, ...discrimination })),
      {
        suite: (row) => row.suite,
        subjects: (row) => row.subjects,
        resolution: (row) => row.resolution,
        spread: (row) => row.spread,
        saturated: (row) => row.saturated,
        floor: (row) => row.floor,
        suspect: (row) => row.suspect,
        always: (row) => row.always,
        flaky: (row) => row.flaky,
        never: (row) => row.never,
        reliability: (row) => row.reliability,
      },
    ),
  survival: ({ suites }) =>
    table(
      suites.flatMap(({ suite, survival }) => survival.map((step) => ({ suite, ...step }))),
      {
        suite: (row) => row.suite,
        days: (row) => row.days,
        survival: (row) => row.survival,
        atRisk: (row) => row.atRisk,
        deaths: (row) => row.deaths,
      },
    ),
  shadow: ({ suites }) =>
    table(
      suites.flatMap(({ suite, shadow }) => (shadow ? [{ suite, ...shadow }] : [])),
      {
        suite: (row) => row.suite,
        subject: (row) => row.subject,
        gold: (row) => row.gold,
        goldResults: (row) => row.goldResults,
        shadow: (row) => row.shadow,
        shadowRequests: (row) => row.shadowRequests,
        gap: (row) => row.gap,
        low: (row) => row.low,
        high: (row) => row.high,
      },
    ),
  cases: ({ cases }) =>
    table(cases, {
      suite: (row) => row.suite,
      case: (row) => row.id,
      kind: (row) => row.cluster,
      alive: (row) => row.alive,
      dependenciesValid: (row) => row.dependenciesValid,
      discrimination: (row) => row.freshness.discrimination,
      freshness: (row) => row.freshness.product,
      ageDays: (row) => row.ageDays,
      lastDiscriminatedAt: (row) => iso(row.lastDiscriminatedAt),
      itemRest: (row) => row.itemRest,
      irtDiscrimination: (row) => row.response?.discrimination ?? null,
      irtDifficulty: (row) => row.response?.difficulty ?? null,
      passRate: (row) => row.passRate,
      attempts: (row) => row.attempts,
      diedAt: (row) => iso(row.diedAt),
      diedOf: (row) => row.diedOf,
      reasons: (row) => row.reasons.map(({ message }) => message).join("; "),
      curator: (row) => row.curator,
      asks: (row) => row.text,
    }),
};
