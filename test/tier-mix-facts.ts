import type { TierMixFacts } from "@/lib/analyses/tier-mix/report";
import type { Period, Tally } from "@/lib/analyses/tier-mix/report-facts";
import { BURN_WINDOW_MINUTES } from "@/lib/domain/slo/burn-windows";
import type { TimeWindow } from "@/lib/domain/time-window";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1_440 * MS_PER_MINUTE;
const HISTORY_DAYS = 182;

/** Requests that are alike. */
export type RequestGroup = {
  readonly at: Date;
  readonly tier: string;
  readonly count: number;
  /** Requests that each of them stands for; 1 unless said. */
  readonly weight?: number;
  readonly reason?: string;
  readonly rule?: string;
  readonly intended?: string;
  readonly feature?: string;
  readonly segments?: Readonly<Record<string, string>>;
  /** Tiers of all attempts; the serving one alone unless said. */
  readonly touched?: readonly string[];
};

type Posted = Partial<
  Pick<
    TierMixFacts,
    | "asOf"
    | "levels"
    | "reference"
    | "objectives"
    | "changes"
    | "routingRules"
    | "selfReports"
    | "quality"
  >
>;

/** The facts that a store which holds these requests would give, and what was posted beside them. */
export function tierMixFacts(
  requests: readonly RequestGroup[],
  window: TimeWindow,
  posted: Posted = {},
): TierMixFacts {
  const asOf = posted.asOf ?? window.to;
  const reference = posted.reference ?? null;
  const lengthMs = window.to.getTime() - window.from.getTime();
  const previous = { from: new Date(window.from.getTime() - lengthMs), to: window.from };
  const before = reference?.window ?? previous;
  const inWindow = rowsIn(requests, window);
  const periods = [
    ...rowsIn(requests, before).map((row) => ({ ...row, period: "before" as const })),
    ...inWindow.map((row) => ({ ...row, period: "after" as const })),
  ];
  return {
    asOf,
    levels: posted.levels ?? [],
    ...inTime(requests, window, asOf, reference),
    features: inWindow.map((row) => ({ ...tallied(row), feature: row.feature ?? null })),
    comparison: { window: before, basis: reference ? "reference" : "previous" },
    ...byCause(periods),
    ruleDaily: inWindow.flatMap((row) =>
      row.rule === undefined ? [] : [{ ...tallied(row), at: dayOf(row.at), rule: row.rule }],
    ),
    flows: inWindow.map((row) => ({
      ...tallied(row),
      intended: row.intended ?? null,
      reason: row.reason ?? null,
    })),
    touches: inWindow.flatMap((row) =>
      (row.touched ?? [row.tier]).map((tier) => ({ ...tallied(row), tier })),
    ),
    reach: [],
    usage: [],
    quality: posted.quality ?? [],
    objectives: posted.objectives ?? [],
    changes: posted.changes ?? [],
    routingRules: posted.routingRules ?? [],
    selfReports: posted.selfReports ?? [],
    selfReportCounts: (posted.selfReports ?? []).flatMap(({ id, ...own }) =>
      rowsIn(requests, own).map((row) => ({
        ...tallied(row),
        selfReport: id,
        reason: row.reason ?? null,
      })),
    ),
  };
}

function inTime(
  requests: readonly RequestGroup[],
  window: TimeWindow,
  asOf: Date,
  reference: TierMixFacts["reference"],
): Pick<TierMixFacts, "series" | "trailing" | "daily" | "reference" | "referenceDaily"> {
  const daily = (from: Date, to: Date) =>
    rowsIn(requests, { from, to }).map((row) => ({ ...tallied(row), at: dayOf(row.at) }));
  const historyFrom = Math.min(
    dayOf(window.from).getTime(),
    asOf.getTime() - HISTORY_DAYS * MS_PER_DAY,
    reference?.window.to.getTime() ?? asOf.getTime(),
  );
  return {
    series: daily(window.from, window.to),
    trailing: [...BURN_WINDOW_MINUTES, 28 * 1_440, 30 * 1_440].flatMap((minutes) =>
      rowsIn(requests, {
        from: new Date(asOf.getTime() - minutes * MS_PER_MINUTE),
        to: asOf,
      }).map((row) => ({ ...tallied(row), minutes, feature: row.feature ?? null })),
    ),
    daily: daily(new Date(historyFrom), asOf),
    reference,
    referenceDaily: reference ? daily(reference.window.from, reference.window.to) : [],
  };
}

function byCause(
  rows: readonly (RequestGroup & { readonly period: Period })[],
): Pick<TierMixFacts, "demotions" | "segments"> {
  return {
    demotions: rows.map((row) => ({
      ...tallied(row),
      period: row.period,
      reason: row.reason ?? null,
      rule: row.rule ?? null,
    })),
    segments: rows.flatMap((row) =>
      Object.entries(row.segments ?? {}).map(([dimension, value]) => ({
        ...tallied(row),
        period: row.period,
        dimension,
        value,
      })),
    ),
  };
}

function rowsIn(requests: readonly RequestGroup[], { from, to }: TimeWindow): RequestGroup[] {
  return requests.filter(({ at }) => at >= from && at < to);
}

function tallied({ tier, count, weight = 1 }: RequestGroup): Tally & { readonly tier: string } {
  return { tier, n: count, w: count * weight, w2: count * weight ** 2 };
}

function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MS_PER_DAY) * MS_PER_DAY);
}
