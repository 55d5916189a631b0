import type { RoutingRuleFact } from "./report-facts";
import type { MaybeShare, Share } from "./report-share";

/** A lasting move of one tier's share between two levels. */
export type StepReport = {
  /** First day of the new level. */
  readonly at: Date;
  readonly tier: string;
  readonly from: number;
  readonly to: number;
  readonly delta: number;
  /** Changes that can explain it. `share` is the part of the step credited to it; the rest is unattributed. */
  readonly changes: readonly { readonly title: string; readonly share: number }[];
};

export type Waterfall = {
  readonly tier: string;
  readonly start: number;
  readonly end: number;
  /** In order of time; their deltas sum to `end - start`. */
  readonly entries: readonly {
    readonly at: Date;
    /** Null: unattributed. */
    readonly title: string | null;
    readonly delta: number;
  }[];
};

export type Attribution = {
  /** Share of requests that a tier below the primary served. */
  readonly demoted: MaybeShare;
  /** The same before; null without requests. */
  readonly demotedBefore: number | null;
  /** Largest first; shares are of all requests and sum to `demoted.share`. */
  readonly byReason: readonly ReasonRow[];
  readonly byRule: readonly RuleRow[];
  /** By Kitagawa, largest effect first; per dimension mix and rate sum to the change of the demoted share. */
  readonly segments: readonly SegmentEffect[];
  /** What explains the change best first; empty when there is none. */
  readonly dimensions: readonly DimensionRank[];
};

/** Difference against the comparison window, null when either has no requests. */
export type ShareChange = {
  readonly requests: number;
  readonly share: number;
  readonly difference: number | null;
  readonly differenceLow: number | null;
  readonly differenceHigh: number | null;
};

/** Null: demoted without a reason, or without a rule. */
export type ReasonRow = ShareChange & { readonly reason: string | null };
export type RuleRow = ShareChange & {
  readonly rule: string | null;
  readonly owner: string | null;
};

export type SegmentEffect = {
  readonly dimension: string;
  readonly value: string | null;
  /** Change of the demoted share because more or fewer requests are of this value. */
  readonly mix: number;
  /** Because more or fewer of its requests are demoted. */
  readonly rate: number;
};

export type DimensionRank = {
  readonly dimension: string;
  readonly surprise: number;
  /** Share of the change that the named values explain. */
  readonly explained: number;
  readonly values: readonly { readonly value: string | null; readonly explained: number }[];
};

export type Flow = {
  /** The primary tier where nobody said otherwise. */
  readonly intended: string;
  readonly served: string;
  readonly reason: string | null;
  readonly requests: number;
};

export type HeatmapRow = {
  readonly dimension: string;
  readonly value: string | null;
  readonly requests: number;
  /** In tier order; the shares of a row sum to 1. */
  readonly cells: readonly (Share & { readonly tier: string })[];
};

export type ReconciliationReport = {
  readonly source: string;
  readonly metric: string;
  readonly from: Date;
  readonly to: Date;
  /** What the metric counts, by its name: one tier's requests, or all that were demoted. */
  readonly counted: { readonly tier: string | null };
  readonly reported: number | null;
  readonly derived: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The counter's denominator per request of telemetry. */
  readonly coverage: number | null;
  /** Null: no telemetry in its window. */
  readonly status: "match" | "mismatch" | "denominator_mismatch" | null;
  /** Fewest reasons (or tiers, as `tier:<name>`) whose requests give what is reported; empty when none do. */
  readonly explainedBy: readonly string[];
};

export type LedgerStatus = "ok" | "expired" | "over_expected" | "unused" | "undeclared";

export type LedgerRow = Omit<RoutingRuleFact, "createdAt"> & {
  /** Null for a rule that telemetry names and nobody declared. */
  readonly createdAt: Date | null;
  /** Share of the window's requests that it demoted. */
  readonly share: number | null;
  readonly requests: number;
  /** Percent its ramp plans for now; null without a ramp. */
  readonly rampPercent: number | null;
  readonly ageDays: number | null;
  readonly status: LedgerStatus;
};
