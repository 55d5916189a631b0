import type { SeriesPoint } from "@/lib/analyses/tier-mix/report-shape";

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Widths that a series comes in, narrowest first. */
const WIDTHS_MS = [5 * MINUTE_MS, 60 * MINUTE_MS, DAY_MS];
/** Shares of fewer requests jump about so much that nothing can be seen in them. */
const ENOUGH = 25;

/** A series in buckets of one width. */
export type CalmSeries = { readonly widthMs: number; readonly points: readonly SeriesPoint[] };

/**
 * The series in the narrowest buckets that hold enough requests on average to show a share, at
 * most days. Buckets without requests are absent, as before.
 */
export function calmSeries(series: readonly SeriesPoint[]): CalmSeries {
  const own = WIDTHS_MS.findLast((width) => series.every(({ at }) => at.getTime() % width === 0));
  const wider = WIDTHS_MS.filter((width) => width >= (own ?? 0));
  const all = wider.map((widthMs) => ({ widthMs, points: joined(series, widthMs) }));
  const calm = all.find(({ points }) => meanRequests(points) >= ENOUGH);
  return calm ?? all.at(-1) ?? { widthMs: DAY_MS, points: series };
}

function meanRequests(points: readonly SeriesPoint[]): number {
  return points.reduce((sum, { requests }) => sum + requests, 0) / Math.max(1, points.length);
}

function joined(series: readonly SeriesPoint[], widthMs: number): SeriesPoint[] {
  const buckets = new Map<number, SeriesPoint>();
  for (const point of series) {
    const at = Math.floor(point.at.getTime() / widthMs) * widthMs;
    const known = buckets.get(at);
    buckets.set(at, known ? sumOf(known, point) : { ...point, at: new Date(at) });
  }
  return [...buckets.values()];
}

function sumOf(a: SeriesPoint, b: SeriesPoint): SeriesPoint {
  const tiers = [...new Set([...Object.keys(a.byTier), ...Object.keys(b.byTier)])];
  return {
    at: a.at,
    requests: a.requests + b.requests,
    byTier: Object.fromEntries(
      tiers.map((tier) => [tier, (a.byTier[tier] ?? 0) + (b.byTier[tier] ?? 0)]),
    ),
  };
}
