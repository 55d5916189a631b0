import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { Tables } from "../export-table";
import { table } from "../table-csv";
import { shareIn } from "./prepare-picture";

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Every table of the page, unrounded, in the page's order. */
export const TIER_MIX_TABLES: Tables<TierMixReport> = {
  series: ({ series, tiers }) => ({
    header: ["at", "requests", ...tiers.flatMap(({ tier }) => [tier, `${tier} share`])],
    rows: series.map((point) => [
      iso(point.at),
      point.requests,
      ...tiers.flatMap(({ tier }) => [point.byTier[tier] ?? 0, shareIn(point, tier)]),
    ]),
  }),
  objectives: ({ objectives }) =>
    table(objectives, {
      name: (row) => row.name,
      feature: (row) => row.feature,
      tier: (row) => row.tier,
      kind: (row) => row.kind,
      target: (row) => row.target,
      periodDays: (row) => row.periodDays,
      requests: (row) => row.requests,
      achieved: (row) => row.achieved,
      low: (row) => row.low,
      high: (row) => row.high,
      status: (row) => row.status,
      burn: (row) => row.burn,
      budgetRemaining: (row) => row.budgetRemaining,
      daysToExhaustion: (row) => row.daysToExhaustion,
    }),
  burn: ({ objectives }) =>
    table(
      objectives.flatMap(({ name, alerts }) => alerts.map((alert) => ({ name, ...alert }))),
      {
        objective: (row) => row.name,
        severity: (row) => row.severity,
        longWindow: (row) => row.longWindow,
        shortWindow: (row) => row.shortWindow,
        factor: (row) => row.factor,
        threshold: (row) => row.threshold,
        reachable: (row) => row.reachable,
        burnLong: (row) => row.burnLong,
        burnShort: (row) => row.burnShort,
        firing: (row) => row.firing,
      },
    ),
  rotation: ({ rotation }) =>
    table(
      rotation.cusum.flatMap(({ path, ...watch }) => path.map((point) => ({ ...watch, ...point }))),
      {
        tier: (row) => row.tier,
        direction: (row) => row.direction,
        bucket: (row) => row.bucket,
        at: (row) => iso(row.at),
        cusum: (row) => row.value,
        limit: (row) => row.limit,
        alarmAt: (row) => iso(row.alarmAt),
        onsetAt: (row) => iso(row.onsetAt),
      },
    ),
  steps: ({ waterfall }) =>
    table(waterfall?.entries ?? [], {
      at: (row) => iso(row.at),
      change: (row) => row.title,
      delta: (row) => row.delta,
    }),
  reasons: ({ attribution }) =>
    table(attribution.byReason, { reason: (row) => row.reason, ...changeColumns }),
  rules: ({ attribution }) =>
    table(attribution.byRule, {
      rule: (row) => row.rule,
      owner: (row) => row.owner,
      ...changeColumns,
    }),
  segments: ({ attribution }) =>
    table(attribution.segments, {
      dimension: (row) => row.dimension,
      value: (row) => row.value,
      mix: (row) => row.mix,
      rate: (row) => row.rate,
    }),
  heatmap: ({ heatmap }) =>
    table(
      heatmap.flatMap(({ cells, ...row }) => cells.map((cell) => ({ ...row, ...cell }))),
      {
        dimension: (row) => row.dimension,
        value: (row) => row.value,
        requests: (row) => row.requests,
        tier: (row) => row.tier,
        share: (row) => row.share,
        low: (row) => row.low,
        high: (row) => row.high,
      },
    ),
  flows: ({ flows }) =>
    table(flows, {
      intended: (row) => row.intended,
      reason: (row) => row.reason,
      served: (row) => row.served,
      requests: (row) => row.requests,
    }),
  reconciliation: ({ reconciliation }) =>
    table(reconciliation, {
      source: (row) => row.source,
      metric: (row) => row.metric,
      from: (row) => iso(row.from),
      to: (row) => iso(row.to),
      reported: (row) => row.reported,
      derived: (row) => row.derived,
      low: (row) => row.low,
      high: (row) => row.high,
      coverage: (row) => row.coverage,
      status: (row) => row.status,
      explainedBy: (row) => row.explainedBy.join(", "),
    }),
  ledger: ({ ledger }) =>
    table(ledger, {
      rule: (row) => row.rule,
      status: (row) => row.status,
      owner: (row) => row.owner,
      rationale: (row) => row.rationale,
      fromTier: (row) => row.fromTier,
      toTier: (row) => row.toTier,
      reason: (row) => row.reason,
      expectedShare: (row) => row.expectedShare,
      share: (row) => row.share,
      requests: (row) => row.requests,
      rampPercent: (row) => row.rampPercent,
      ageDays: (row) => row.ageDays,
      expiresAt: (row) => iso(row.expiresAt),
      reviewedAt: (row) => iso(row.review?.at ?? null),
      reviewedBy: (row) => row.review?.by ?? null,
      reviewNote: (row) => row.review?.note ?? null,
    }),
  quality: ({ quality }) =>
    table(quality, {
      tier: (row) => row.tier,
      scored: (row) => row.scored,
      good: (row) => row.good,
      share: (row) => row.share,
      low: (row) => row.low,
      high: (row) => row.high,
      difference: (row) => row.difference,
      differenceLow: (row) => row.differenceLow,
      differenceHigh: (row) => row.differenceHigh,
      againstPrimary: (row) => row.againstPrimary,
    }),
  tiers: ({ tiers }) =>
    table(tiers, {
      tier: (row) => row.tier,
      level: (row) => row.level,
      requests: (row) => row.requests,
      share: (row) => row.share,
      low: (row) => row.low,
      high: (row) => row.high,
      referenceShare: (row) => row.referenceShare,
      touchRate: (row) => row.touchRate,
      userShare: (row) => row.userShare,
      sessionShare: (row) => row.sessionShare,
      costUsd: (row) => row.costUsd,
      totalTokens: (row) => row.totalTokens,
      durationMsMean: (row) => row.durationMsMean,
    }),
};

type Change = TierMixReport["attribution"]["byReason"][number];

const changeColumns = {
  requests: (row: Pick<Change, "requests">) => row.requests,
  share: (row: Pick<Change, "share">) => row.share,
  difference: (row: Pick<Change, "difference">) => row.difference,
  differenceLow: (row: Pick<Change, "differenceLow">) => row.differenceLow,
  differenceHigh: (row: Pick<Change, "differenceHigh">) => row.differenceHigh,
};
