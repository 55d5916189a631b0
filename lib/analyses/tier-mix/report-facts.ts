import type { TimeWindow } from "@/lib/domain/time-window";

/**
 * How many requests a row stands for. Without head sampling the three are equal. `sum(n)` and so on
 * over rows gives the tally of their union.
 */
export type Tally = {
  /** Recorded traces. */
  readonly n: number;
  /** Sum of their sample weights: the requests they stand for. */
  readonly w: number;
  /** Sum of the squares of their weights. */
  readonly w2: number;
};

/** Requests served by one tier. `unknown` is a tier here. */
export type TierTally = Tally & { readonly tier: string };

/** Start of a bucket, UTC, and one tier's requests in it. Buckets without requests have no row. */
export type BucketTally = TierTally & { readonly at: Date };

/** `after` is the report's window, `before` is what it is compared with. */
export type Period = "before" | "after";

export type ObjectiveFact = {
  readonly name: string;
  /** Null: over all features. */
  readonly feature: string | null;
  readonly tier: string;
  /** A floor wants at least `target` of the requests on the tier, a ceiling at most. */
  readonly kind: "floor" | "ceiling";
  /** Share, 0 to 1, leaving some budget: a floor is below 1, a ceiling above 0. */
  readonly target: number;
  /** Days over which the budget is spent. */
  readonly periodDays: 28 | 30;
};

export type ChangeFact = {
  readonly at: Date;
  /** Null when it was everywhere at once. */
  readonly rolloutEndsAt: Date | null;
  readonly title: string;
  readonly author: string | null;
  readonly url: string | null;
  /** Routing rules that it introduced or altered. */
  readonly ruleIds: readonly string[];
};

export type RoutingRuleFact = {
  readonly rule: string;
  readonly owner: string | null;
  readonly rationale: string | null;
  readonly fromTier: string | null;
  readonly toTier: string | null;
  readonly reason: string | null;
  /** Share of all requests, 0 to 1, that it was declared to demote. */
  readonly expectedShare: number | null;
  readonly createdAt: Date;
  /** Null when it was to stay for good. */
  readonly expiresAt: Date | null;
  /** Planned percent of requests, 0 to 100, from each moment on; oldest first. */
  readonly ramp: readonly { readonly at: Date; readonly percent: number }[];
  /** The latest review; null when nobody looked at it again. */
  readonly review: { readonly at: Date; readonly by: string; readonly note: string } | null;
};

/** What the application's own counter claims. */
export type SelfReportFact = {
  /** Ties its counts to it; unique among the facts. */
  readonly id: string;
  readonly source: string;
  readonly metric: string;
  readonly from: Date;
  readonly to: Date;
  readonly numerator: number;
  /** Null when the counter does not say out of how many. */
  readonly denominator: number | null;
};

/**
 * What the store knows of a scope's tier mix: production traces only, each counted once, rows as
 * `group by` gives them and in any order. Nothing is judged yet.
 */
export type TierMixFacts = {
  /** The moment the report speaks of: the end of its window, or now if that comes first. */
  readonly asOf: Date;
  /** Levels by the project's catalogs; usual names need no entry. */
  readonly levels: readonly { readonly tier: string; readonly level: number }[];
  /** The report's window in buckets of any width; a bucket cut by the window holds its part inside. */
  readonly series: readonly BucketTally[];
  /**
   * The last so many minutes before `asOf`, one row per feature and tier: for every length in
   * `BURN_WINDOW_MINUTES` and the days of each objective's period. Null is traces without feature.
   */
  readonly trailing: readonly (TierTally & {
    readonly minutes: number;
    readonly feature: string | null;
  })[];
  /** The report's window, per feature. */
  readonly features: readonly (TierTally & { readonly feature: string | null })[];
  /**
   * UTC days up to `asOf`, from the earliest of: the window's start, 26 weeks before `asOf`, the end
   * of the reference. `at` is midnight.
   */
  readonly daily: readonly BucketTally[];
  /** The frozen reference mix; null when none was frozen. */
  readonly reference: {
    readonly window: TimeWindow;
    readonly reason: string;
    readonly approvedBy: string;
    readonly frozenAt: Date;
  } | null;
  /** UTC days of the reference's window; empty without one. */
  readonly referenceDaily: readonly BucketTally[];
  /** What `before` is in the rows below: the reference, or as long a window just before the report's. */
  readonly comparison: { readonly window: TimeWindow; readonly basis: "reference" | "previous" };
  /** Requests by the reason and rule that landed them on their tier; null when none was given. */
  readonly demotions: readonly (TierTally & {
    readonly period: Period;
    readonly reason: string | null;
    readonly rule: string | null;
  })[];
  /** UTC days of the report's window and the requests each rule demoted. */
  readonly ruleDaily: readonly (Tally & { readonly at: Date; readonly rule: string })[];
  /** One row per dimension (`feature`, `tenant`, `environment`, `segment.<key>`), value and tier. */
  readonly segments: readonly (TierTally & {
    readonly period: Period;
    readonly dimension: string;
    /** Null: requests that do not say. */
    readonly value: string | null;
  })[];
  /** The report's window by intended tier, serving tier and reason. */
  readonly flows: readonly (TierTally & {
    readonly intended: string | null;
    readonly reason: string | null;
  })[];
  /** Requests of the report's window any of whose attempts went to the tier. */
  readonly touches: readonly TierTally[];
  /** Distinct users and sessions that the tier served at least once; tier null counts them all. */
  readonly reach: readonly {
    readonly unit: "user" | "session";
    readonly tier: string | null;
    readonly count: number;
  }[];
  /** Means and sums per tier over the report's window; null when no trace says. */
  readonly usage: readonly {
    readonly tier: string;
    readonly costUsd: number | null;
    readonly totalTokens: number | null;
    readonly durationMsMean: number | null;
  }[];
  /** How requests of the report's window were judged; tiers without a judged one are absent. */
  readonly quality: readonly {
    readonly tier: string;
    /** Traces with a score that says good or bad. */
    readonly scored: number;
    readonly good: number;
  }[];
  readonly objectives: readonly ObjectiveFact[];
  /** Those in any part of the report's window. */
  readonly changes: readonly ChangeFact[];
  readonly routingRules: readonly RoutingRuleFact[];
  /** Those whose window overlaps the report's. */
  readonly selfReports: readonly SelfReportFact[];
  /** Telemetry of each self-report's own window. */
  readonly selfReportCounts: readonly (TierTally & {
    readonly selfReport: string;
    readonly reason: string | null;
  })[];
};
