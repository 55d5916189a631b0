/** A half-open span of time: `from` is inside, `to` is not. */
export type TimeWindow = { readonly from: Date; readonly to: Date };

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** The lengths a reader can pick by name; each reaches back from now. */
export const RANGES = ["15m", "1h", "6h", "24h", "7d", "30d", "90d", "180d", "1y"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "30d";

const RANGE_MS: Record<Range, number> = {
  "15m": 15 * MS_PER_MINUTE,
  "1h": MS_PER_HOUR,
  "6h": 6 * MS_PER_HOUR,
  "24h": MS_PER_DAY,
  "7d": 7 * MS_PER_DAY,
  "30d": 30 * MS_PER_DAY,
  "90d": 90 * MS_PER_DAY,
  "180d": 180 * MS_PER_DAY,
  "1y": 365 * MS_PER_DAY,
};

/**
 * The window of a range: its length back from `now`, and a day beyond it. Senders whose clocks run
 * ahead of ours start their traces in our future, and "the last hour" without them would hide the
 * trace that was sent a moment ago.
 */
export function windowOfRange(range: Range, now: Date): TimeWindow {
  return {
    from: new Date(now.getTime() - RANGE_MS[range]),
    to: new Date(now.getTime() + MS_PER_DAY),
  };
}

/** The shortest range that holds `at`, or undefined when even the longest does not. */
export function rangeHolding(at: Date, now: Date): Range | undefined {
  return RANGES.find((range) => {
    const { from, to } = windowOfRange(range, now);
    return at >= from && at < to;
  });
}

/** Bar widths that people can name, in ascending order. */
const WIDTHS_MS = [
  1,
  5,
  15,
  100,
  500,
  1_000,
  5_000,
  15_000,
  30_000,
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MS_PER_MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * MS_PER_HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((days) => days * MS_PER_DAY),
];

/** Width of a histogram's bars in milliseconds: the finest with at most `maxBars` bars in the window. */
export function barWidthMs(window: TimeWindow, maxBars: number): number {
  const lengthMs = window.to.getTime() - window.from.getTime();
  // One bar is kept in hand, because bars stand on whole multiples and both ends may be cut.
  const fit = WIDTHS_MS.find((width) => lengthMs / width <= maxBars - 1);
  return fit ?? Math.ceil(lengthMs / (maxBars - 1) / MS_PER_DAY) * MS_PER_DAY;
}

/** Start of the bar that holds a moment, when bars of that width are laid from 1970 on. */
export function barStart(at: Date, widthMs: number): Date {
  return new Date(Math.floor(at.getTime() / widthMs) * widthMs);
}

/** Starts of all bars that touch the window, in order. */
export function barStarts(window: TimeWindow, widthMs: number): Date[] {
  const starts: Date[] = [];
  for (let at = barStart(window.from, widthMs).getTime(); at < window.to.getTime(); at += widthMs) {
    starts.push(new Date(at));
  }
  return starts;
}
