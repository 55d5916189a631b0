import type { AlertCondition } from "../alert-condition";

/** What a threshold may be put on, and the unit of its value. */
export const METRICS = {
  "error-rate": { title: "Share of traces with an error", unit: "%" },
  "p95-duration": { title: "95th percentile of durations", unit: "s" },
  "cost-per-day": { title: "Cost, scaled to a day", unit: "$" },
  volume: { title: "Traces in the window", unit: "traces" },
  "no-data": { title: "Time without any trace", unit: "min" },
} as const;
export type Metric = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[];

export const COMPARISONS = ["above", "below"] as const;

export type Threshold = {
  readonly metric: Metric;
  readonly comparison: (typeof COMPARISONS)[number];
  /** In the metric's unit. */
  readonly value: number;
  readonly windowMinutes: number;
  /** With fewer traces in the window a share or percentile cannot be told. */
  readonly minRequests: number;
};

/** What is known of a window. */
export type WindowFacts = {
  readonly requests: number;
  readonly errors: number;
  /** Null without traces. */
  readonly p95DurationMs: number | null;
  /** Null when no trace says what it cost. */
  readonly costUsd: number | null;
  /** Null when there never was a trace. */
  readonly lastTraceAt: Date | null;
};

const MINUTES_PER_DAY = 1_440;
const MS_PER_MINUTE = 60_000;

/** A threshold's condition, and null for its finding when the window cannot tell. */
export type ThresholdFinding = {
  readonly condition: AlertCondition;
  readonly isKnown: boolean;
};

export function judgeThreshold(
  threshold: Threshold,
  facts: WindowFacts,
  severity: AlertCondition["severity"],
  now: Date,
): ThresholdFinding {
  const { metric, comparison, value: limit, windowMinutes } = threshold;
  const value = measure(threshold, facts, now);
  const isOver = value !== null && (comparison === "above" ? value > limit : value < limit);
  const { title, unit } = METRICS[metric];
  const said = value === null ? "cannot be told" : `is ${textOf(value)} ${unit}`;
  return {
    isKnown: value !== null,
    condition: {
      code: metric.replaceAll("-", "_"),
      key: metric,
      severity,
      firing: isOver,
      value,
      message: `${title} ${said} over ${windowMinutes} min, n = ${facts.requests}; limit ${comparison} ${textOf(limit)} ${unit}.`,
    },
  };
}

function measure(
  { metric, windowMinutes, minRequests }: Threshold,
  { requests, errors, p95DurationMs, costUsd, lastTraceAt }: WindowFacts,
  now: Date,
): number | null {
  const isTold = requests > 0 && requests >= minRequests;
  switch (metric) {
    case "error-rate":
      return isTold ? (100 * errors) / requests : null;
    case "p95-duration":
      return isTold && p95DurationMs !== null ? p95DurationMs / 1_000 : null;
    case "cost-per-day":
      return costUsd === null ? null : (costUsd * MINUTES_PER_DAY) / windowMinutes;
    case "volume":
      return requests;
    case "no-data":
      return lastTraceAt === null ? null : (now.getTime() - lastTraceAt.getTime()) / MS_PER_MINUTE;
  }
}

const textOf = (value: number) => String(Number(value.toPrecision(3)));
