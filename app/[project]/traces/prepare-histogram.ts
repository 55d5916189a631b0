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
};

export type HistogramView = {
  readonly bars: readonly BarView[];
  readonly traces: number;
  readonly errors: number;
  readonly tallest: number;
};

type Window = { readonly from: Date; readonly to: Date };

/** Bars for the eye. Any bar with traces, and any with errors, is high enough to be seen. */
export function prepareHistogram(
  bars: readonly TraceBar[],
  window: Window,
  widthMs: number,
): HistogramView {
  const tallest = Math.max(...bars.map((bar) => bar.traces), 0);
  const sum = (field: "traces" | "errors") => bars.reduce((total, bar) => total + bar[field], 0);
  return {
    bars: bars.map(({ at, traces, errors }) => ({
      from: new Date(Math.max(at.getTime(), window.from.getTime())).toISOString(),
      to: new Date(Math.min(at.getTime() + widthMs, window.to.getTime())).toISOString(),
      traces,
      errors,
      height: visible(traces, tallest),
      errorHeight: visible(errors, tallest),
    })),
    traces: sum("traces"),
    errors: sum("errors"),
    tallest,
  };
}

const LEAST_HEIGHT = 0.04;

function visible(count: number, tallest: number): number {
  return count === 0 ? 0 : Math.max(count / tallest, LEAST_HEIGHT);
}
