import { BURN_WINDOW_MINUTES } from "@/lib/domain/slo/burn-windows";
import type { TimeWindow } from "@/lib/domain/time-window";
import { findBaseline, type PostedBaseline } from "@/lib/store/baselines";
import { loadChanges } from "@/lib/store/changes";
import { loadObjectives } from "@/lib/store/objectives";
import { loadRoutingRules, type PostedRoutingRule } from "@/lib/store/routing-rules";
import { loadSelfReports, type PostedSelfReport } from "@/lib/store/self-reports";
import { loadTierCatalogs } from "@/lib/store/tier-catalogs";
import { loadRuleDays, loadTierFlows, type TierFlow } from "@/lib/store/tier-flows";
import { loadTierQuality } from "@/lib/store/tier-quality";
import type { TierScope } from "@/lib/store/tier-source";
import {
  loadTierBuckets,
  loadTierReach,
  loadTiersByFeature,
  loadTiersBySegment,
  loadTouchedTiers,
  loadTrailingTiers,
} from "@/lib/store/tier-tallies";
import type { AnalysisContext } from "../define-analysis";
import type { TierMixParams } from "./params";
import type { Period, RoutingRuleFact, SelfReportFact, Tally, TierMixFacts } from "./report-facts";

const MS_PER_DAY = 86_400_000;
const MINUTES_PER_DAY = 1_440;
const TREND_DAYS = 26 * 7;
/** Counting distinct users of more requests than these would keep a reader waiting. */
const MAX_REQUESTS_FOR_REACH = 50_000;

/** What the store knows of a scope's tier mix. */
export async function loadTierMixFacts(
  context: AnalysisContext,
  params: TierMixParams,
): Promise<TierMixFacts> {
  const { db, projectId, now } = context;
  const { window } = params;
  const scope: TierScope = { ...params, projectId };
  const asOf = new Date(Math.min(window.to.getTime(), now.getTime()));
  const [posted, features] = await Promise.all([
    loadPosted(context, params),
    loadTiersByFeature(db, scope, window),
  ]);
  const comparison = comparisonOf(window, posted.baseline);
  const requests = features.reduce((sum, { n }) => sum + n, 0);
  const lengths = posted.objectives.map(({ periodDays }) => periodDays * MINUTES_PER_DAY);
  const [counted, flows, quality] = await Promise.all([
    loadCounted(context, scope, { window, asOf, comparison, baseline: posted.baseline, lengths }),
    loadFlows(context, scope, { window, comparison, selfReports: posted.selfReports }),
    loadTierQuality(db, scope, window),
  ]);
  const reach = requests <= MAX_REQUESTS_FOR_REACH ? await loadTierReach(db, scope, window) : [];
  return { ...posted.facts, asOf, features, comparison, ...counted, ...flows, quality, reach };
}

/** What people posted about it. */
async function loadPosted({ db, projectId }: AnalysisContext, { window, feature }: TierMixParams) {
  const [baseline, objectives, changes, rules, selfReports, catalogs] = await Promise.all([
    findBaseline(db, projectId, "tier-mix", feature),
    loadObjectives(db, projectId, "tier-mix", feature),
    loadChanges(db, projectId, window),
    loadRoutingRules(db, projectId),
    loadSelfReports(db, projectId, window),
    loadTierCatalogs(db, projectId),
  ]);
  const own = catalogs.filter((catalog) => feature === null || catalog.feature === feature);
  const levels = (own.length > 0 ? own : catalogs).flatMap(({ tiers }) =>
    tiers.map(({ name, level }) => ({ tier: name, level })),
  );
  const facts = {
    levels,
    reference: baseline
      ? {
          window: baseline.window,
          reason: baseline.reason,
          approvedBy: baseline.approvedBy,
          frozenAt: baseline.postedAt,
        }
      : null,
    objectives,
    changes,
    routingRules: rules.map(ruleFact),
    selfReports: selfReports.map(reportFact),
  };
  return { facts, baseline, objectives, selfReports };
}

type Counting = {
  readonly window: TimeWindow;
  readonly asOf: Date;
  readonly comparison: TierMixFacts["comparison"];
  readonly baseline: PostedBaseline | undefined;
  readonly lengths: readonly number[];
};

async function loadCounted({ db }: AnalysisContext, scope: TierScope, counting: Counting) {
  const { window, asOf, comparison, baseline, lengths } = counting;
  const daysFrom = Math.min(
    window.from.getTime(),
    asOf.getTime() - TREND_DAYS * MS_PER_DAY,
    baseline?.window.to.getTime() ?? Number.POSITIVE_INFINITY,
  );
  const days = { from: startOfDay(new Date(daysFrom)), to: asOf };
  const [series, trailing, daily, referenceDaily, touches, before, after, featuresBefore, own] =
    await Promise.all([
      loadTierBuckets(db, scope, window, widthFor(window)),
      loadTrailingTiers(db, scope, asOf, [...new Set([...BURN_WINDOW_MINUTES, ...lengths])]),
      loadTierBuckets(db, scope, days, MINUTES_PER_DAY),
      baseline ? loadTierBuckets(db, scope, baseline.window, MINUTES_PER_DAY) : [],
      loadTouchedTiers(db, scope, window),
      loadTiersBySegment(db, scope, comparison.window),
      loadTiersBySegment(db, scope, window),
      loadTiersByFeature(db, scope, comparison.window),
      loadTiersByFeature(db, scope, window),
    ]);
  const segments = [
    ...inPeriod("before", withUnsaid(before, featuresBefore)),
    ...inPeriod("after", withUnsaid(after, own)),
    ...inPeriod("before", featureRows(featuresBefore)),
    ...inPeriod("after", featureRows(own)),
  ];
  return { series, trailing, daily, referenceDaily, touches, segments };
}

type FlowQuestion = {
  readonly window: TimeWindow;
  readonly comparison: TierMixFacts["comparison"];
  readonly selfReports: readonly PostedSelfReport[];
};

async function loadFlows(
  { db }: AnalysisContext,
  scope: TierScope,
  { window, comparison, selfReports }: FlowQuestion,
) {
  const [after, before, ruleDaily, reported] = await Promise.all([
    loadTierFlows(db, scope, window),
    loadTierFlows(db, scope, comparison.window),
    loadRuleDays(db, scope, window),
    Promise.all(
      selfReports.map(async (report) => {
        const flows = await loadTierFlows(db, scope, report.window);
        return flows.map((flow) => ({ ...flow, selfReport: String(report.id) }));
      }),
    ),
  ]);
  return {
    demotions: [...inPeriod("before", before), ...inPeriod("after", after)],
    ruleDaily,
    flows: after,
    usage: usageOf(after),
    selfReportCounts: reported.flat(),
  };
}

const inPeriod = <Row>(period: Period, rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, period }));

const featureRows = (rows: Awaited<ReturnType<typeof loadTiersByFeature>>) =>
  rows.map(({ feature, ...row }) => ({ ...row, dimension: "feature", value: feature }));

type SegmentRows = Awaited<ReturnType<typeof loadTiersBySegment>>;

/** Adds to each dimension, as value null, the requests that do not say, so that it has them all. */
function withUnsaid(
  rows: SegmentRows,
  totals: readonly (Tally & { readonly tier: string })[],
): SegmentRows {
  const dimensions = [...new Set(rows.map(({ dimension }) => dimension))];
  const tiers = [...new Set(totals.map(({ tier }) => tier))];
  const unsaid = dimensions.flatMap((dimension) =>
    tiers.map((tier) => {
      const all = sumTally(totals.filter((row) => row.tier === tier));
      const said = sumTally(rows.filter((row) => row.dimension === dimension && row.tier === tier));
      const rest = { n: all.n - said.n, w: all.w - said.w, w2: all.w2 - said.w2 };
      return { dimension, value: null, tier, ...rest };
    }),
  );
  return [...rows, ...unsaid.filter(({ n }) => n > 0)];
}

function sumTally(rows: readonly Tally[]): Tally {
  const sum = { n: 0, w: 0, w2: 0 };
  for (const row of rows) {
    sum.n += row.n;
    sum.w += row.w;
    sum.w2 += row.w2;
  }
  return sum;
}

/** The reference where one is frozen, else the time just before, as long as the window itself. */
function comparisonOf(
  window: TimeWindow,
  baseline: PostedBaseline | undefined,
): TierMixFacts["comparison"] {
  if (baseline) return { window: baseline.window, basis: "reference" };
  const lengthMs = window.to.getTime() - window.from.getTime();
  const from = new Date(window.from.getTime() - lengthMs);
  return { window: { from, to: window.from }, basis: "previous" };
}

/** Narrow enough to see what happened, wide enough that a chart is not all bars. */
function widthFor({ from, to }: TimeWindow): number {
  const days = (to.getTime() - from.getTime()) / MS_PER_DAY;
  if (days <= 0.5) return 5;
  return days <= 8 ? 60 : MINUTES_PER_DAY;
}

function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MS_PER_DAY) * MS_PER_DAY);
}

function usageOf(flows: readonly TierFlow[]): TierMixFacts["usage"] {
  const tiers = [...new Set(flows.map(({ tier }) => tier))].sort();
  return tiers.map((tier) => {
    const own = flows.filter((flow) => flow.tier === tier);
    const sum = (value: (flow: TierFlow) => number) =>
      own.reduce((total, flow) => total + value(flow), 0);
    const requests = sum(({ n }) => n);
    return {
      tier,
      costUsd: sum(({ costCount }) => costCount) > 0 ? sum(({ costUsd }) => costUsd) : null,
      totalTokens: sum(({ tokensCount }) => tokensCount) > 0 ? sum(({ tokens }) => tokens) : null,
      durationMsMean: requests > 0 ? sum(({ durationMs }) => durationMs) / requests : null,
    };
  });
}

function reportFact({ id, window, ...report }: PostedSelfReport): SelfReportFact {
  return { ...report, ...window, id: String(id) };
}

function ruleFact({ id, reviews, ...rule }: PostedRoutingRule): RoutingRuleFact {
  const [latest] = reviews;
  return {
    ...rule,
    rule: id,
    review: latest ? { at: latest.at, by: latest.by, note: latest.note } : null,
  };
}
