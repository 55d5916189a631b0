import { barStart, type TimeWindow } from "@/lib/domain/time-window";
import type { TraceBar } from "@/lib/store/trace-histogram";

/** A bar of the volume histogram; heights are parts of the tallest bar, 0 to 1. */
export type BarView = {
  /** Ends of the bar's time, cut to the window; ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly traces: number;
  readonly errors: number;
  readonly height: number;
  readonly errorHeight: number;
  /** One bar for all that starts after now, however far: the senders' clocks run ahead of ours. */
  readonly isAhead: boolean;
};

export type HistogramView = {
  readonly bars: readonly BarView[];
  readonly traces: number;
  readonly errors: number;
  readonly tallest: number;
  /** Ends of what is drawn; ISO 8601. */
  readonly from: string;
  readonly until: string;
};

type Frame = {
  readonly window: TimeWindow;
  /** Where the picture ends; the window may reach further. */
  readonly until: Date;
  readonly widthMs: number;
};

/** Bars for the eye. Any bar with traces, and any with errors, is high enough to be seen. */
export function prepareHistogram(bars: readonly TraceBar[], frame: Frame): HistogramView {
  const { window, until, widthMs } = frame;
  const lastStart = barStart(until, widthMs);
  const inside = bars.filter(({ at }) => at <= lastStart);
  const ahead = bars.filter(({ at }) => at > lastStart);
  const aheadTraces = sum(ahead, "traces");
  const tallest = Math.max(...inside.map(({ traces }) => traces), aheadTraces, 0);
  const view = (bar: TraceBar, to: Date, isAhead = false) => ({
    from: later(bar.at, window.from).toISOString(),
    to: earlier(to, window.to).toISOString(),
    traces: bar.traces,
    errors: bar.errors,
    height: visible(bar.traces, tallest),
    errorHeight: visible(bar.errors, tallest),
    isAhead,
  });
  const shown = inside.map((bar) => view(bar, new Date(bar.at.getTime() + widthMs)));
  const [first] = ahead;
  const together = { traces: aheadTraces, errors: sum(ahead, "errors") };
  return {
    bars:
      first && aheadTraces > 0
        ? [...shown, view({ at: first.at, ...together }, window.to, true)]
        : shown,
    traces: sum(bars, "traces"),
    errors: sum(bars, "errors"),
    tallest,
    from: window.from.toISOString(),
    until: until.toISOString(),
  };
}

const LEAST_HEIGHT = 0.04;

function visible(count: number, tallest: number): number {
  return count === 0 ? 0 : Math.max(count / tallest, LEAST_HEIGHT);
}

const sum = (bars: readonly TraceBar[], field: "traces" | "errors") =>
  bars.reduce((total, bar) => total + bar[field], 0);
const later = (a: Date, b: Date) => (a > b ? a : b);
const earlier = (a: Date, b: Date) => (a < b ? a : b);
