import type { TimeWindow } from "@/lib/domain/time-window";
import type { ChangeFact } from "./report-facts";
import type {
  Attribution,
  Flow,
  HeatmapRow,
  LedgerRow,
  ReconciliationReport,
  StepReport,
  Waterfall,
} from "./report-findings";
import type { MaybeShare, Share } from "./report-share";

/** Shares are 0 to 1, intervals are 95 %; null means that it cannot be known. */
export type TierMixReport = {
  readonly asOf: Date;
  readonly window: TimeWindow;
  /** Requests that the recorded traces stand for. */
  readonly requests: number;
  /** Traces recorded. */
  readonly recorded: number;
  readonly verdict: TierMixVerdict;
  /** By level, unknown places last; then busiest first. Tiers without a request are there if the catalog has them. */
  readonly tiers: readonly TierRow[];
  readonly unknownShare: number | null;
  /** More than 1 % unknown: what is said of the mix may be off by as much. */
  readonly telemetryGap: boolean;
  /** Tiers that the last day's requests should have reached and none did, the best tier first. */
  readonly silentTiers: readonly SilentTier[];
  /** In the order of `tiers`; those without a judged request are absent. */
  readonly quality: readonly QualityRow[];
  /** Oldest first. Buckets without requests are absent. */
  readonly series: readonly SeriesPoint[];
  /** In name order. */
  readonly objectives: readonly ObjectiveReport[];
  readonly reference: ReferenceReport | null;
  readonly rotation: RotationReport;
  /** Oldest first. */
  readonly steps: readonly StepReport[];
  /** How the primary tier's share came from its first level to its last; null under two days. */
  readonly waterfall: Waterfall | null;
  /** What the window is compared with in `attribution`. */
  readonly comparison: { readonly window: TimeWindow; readonly basis: "reference" | "previous" };
  readonly attribution: Attribution;
  /** Busiest first. */
  readonly flows: readonly Flow[];
  /** In order of dimension; within one, busiest first. */
  readonly heatmap: readonly HeatmapRow[];
  /** In order of source, metric and time. */
  readonly reconciliation: readonly ReconciliationReport[];
  /** What needs attention first, then the largest share. */
  readonly ledger: readonly LedgerRow[];
  /** Oldest first. */
  readonly changes: readonly ChangeFact[];
};

export type TierMixStatus = "ok" | "watch" | "broken" | "unknown";

/** The facts of the one sentence that leads the page. */
export type TierMixVerdict = {
  /**
   * `broken`: an objective is missed beyond its interval or a page alert fires. `watch`: anything
   * else asks for attention. `unknown`: no requests, or nothing to hold them against.
   */
  readonly status: TierMixStatus;
  /** Why, weightiest first; empty when ok. */
  readonly because: readonly string[];
  readonly primary: (MaybeShare & { readonly tier: string }) | null;
  /** Name of the objective that burns fastest; null without objectives or requests. */
  readonly objective: string | null;
  /** When the slow rotation set in; null when there is none. */
  readonly rotatingSince: Date | null;
  /** The rule that owns most of the demoted requests. */
  readonly rule: { readonly rule: string; readonly share: number } | null;
  /** The self-report furthest from telemetry. */
  readonly mismatch: ReconciliationReport | null;
};

export type TierRow = MaybeShare & {
  readonly tier: string;
  readonly level: number | null;
  readonly requests: number;
  /** Share in the frozen reference. */
  readonly referenceShare: number | null;
  /** Requests that went to this tier in any attempt, as a share of all. */
  readonly touchRate: number | null;
  /** Distinct users it served at least once, as a share of all; these overlap. */
  readonly userShare: number | null;
  readonly sessionShare: number | null;
  readonly costUsd: number | null;
  readonly totalTokens: number | null;
  readonly durationMsMean: number | null;
};

/** Share of good ones among a tier's judged requests. */
export type QualityRow = Share & {
  readonly tier: string;
  /** Recorded traces with a score that says good or bad: people's, else evaluators', else users'. */
  readonly scored: number;
  readonly good: number;
  /** From the primary tier's share; null for the primary tier, and when none of its own is judged. */
  readonly difference: number | null;
  readonly differenceLow: number | null;
  readonly differenceHigh: number | null;
  /** `same` when the interval holds 0; null when either has under 30 judged requests. */
  readonly againstPrimary: "better" | "worse" | "same" | null;
};

/** A tier without a request in the last 24 hours. */
export type SilentTier = {
  readonly tier: string;
  /** Requests that its usual share would have brought it. */
  readonly expected: number;
};

export type SeriesPoint = {
  /** Start of the bucket. */
  readonly at: Date;
  readonly requests: number;
  readonly byTier: Readonly<Record<string, number>>;
};

export type ObjectiveStatus = "met" | "missed" | "within_interval" | "insufficient" | "no_data";

export type ObjectiveReport = {
  readonly name: string;
  readonly feature: string | null;
  readonly tier: string;
  readonly kind: "floor" | "ceiling";
  readonly target: number;
  readonly periodDays: number;
  readonly requests: number;
  /** The tier's share over the report's window. */
  readonly achieved: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** `missed` beyond the interval, `within_interval` when target and share cannot be told apart. */
  readonly status: ObjectiveStatus;
  /** Speed at which the budget is spent over the report's window; 1 spends it in one period. */
  readonly burn: number | null;
  /** Of the period that ends now; below 0 when overspent. */
  readonly budgetRemaining: number | null;
  /** Days until nothing remains at the burn of the last three days; 0 when spent, null when never. */
  readonly daysToExhaustion: number | null;
  /** Days a full budget would last at `burn`; null when it would last for ever. */
  readonly fullBudgetDays: number | null;
  /** Missed even if every unknown request had been good. */
  readonly missedWithoutUnknown: boolean;
  readonly alerts: readonly ObjectiveAlert[];
};

export type ObjectiveAlert = {
  readonly severity: "page" | "ticket";
  /** `1h`, `6h`, `1d`, `3d`. */
  readonly longWindow: string;
  readonly shortWindow: string;
  readonly factor: number;
  /** Share of bad requests above which the alert fires. */
  readonly threshold: number;
  /** False when no share of bad requests can burn at this factor, so that another threshold is used. */
  readonly reachable: boolean;
  readonly burnLong: number | null;
  readonly burnShort: number | null;
  readonly firing: boolean;
};

export type ReferenceReport = {
  readonly window: TimeWindow;
  readonly reason: string;
  readonly approvedBy: string;
  readonly frozenAt: Date;
  readonly days: number;
  readonly requests: number;
  /** By tier name; `low` and `high` are the band that days of this size should stay in. */
  readonly mix: readonly (Share & { readonly tier: string })[];
};

export type RotationReport = {
  /** Null: no requests in the last seven days to hold against the reference. */
  readonly status: "ok" | "warn" | "slow_rotation" | "no_baseline" | null;
  /** Distance between the last seven days' mix and the reference: share of requests that moved. */
  readonly tvd: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** In tier order. */
  readonly cusum: readonly CusumReport[];
  readonly trend: readonly TrendReport[];
  /** Days until the first objective is missed at the present slope; 0 when one is, null when none will be. */
  readonly daysToBreach: number | null;
};

export type CusumReport = {
  readonly tier: string;
  readonly direction: "up" | "down";
  /** Buckets it counts: weeks where days hold too few; null when even weeks do. */
  readonly bucket: "day" | "week" | null;
  /** Over its limit now. */
  readonly firing: boolean;
  /** First bucket over the limit; null when there never was one. */
  readonly alarmAt: Date | null;
  /** When the run that raised the alarm set in. */
  readonly onsetAt: Date | null;
  /** One value a bucket after the reference, in standard deviations; alarm above `limit`. */
  readonly path: readonly { readonly at: Date; readonly value: number }[];
  readonly limit: number;
};

export type TrendReport = {
  readonly tier: string;
  /** Change of its share per week; null under eight weeks. */
  readonly slopePerWeek: number | null;
  /** Two-sided; what neighbouring weeks have in common by themselves is taken out. */
  readonly p: number | null;
  /** Weeks with requests, of the last 26. */
  readonly weeks: number;
};
