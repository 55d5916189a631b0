import { formatDuration } from "@/components/format";
import type { OutlineSpan } from "@/lib/domain/trace-outline";

type Timed = Pick<OutlineSpan, "startMs" | "durationMs">;

export type Tick = { readonly percent: number; readonly label: string };

/** The one axis of time that all bars of a trace share. */
export type TimeAxis = {
  /** From the first start to the last end; at least a little, so that bars have a width. */
  readonly totalMs: number;
  /** Round moments, four to eight of them, the first at 0. */
  readonly ticks: readonly Tick[];
};

const MOST_TICKS = 5;
/** A trace that took no time at all still needs an axis. */
const LEAST_MS = 1;

export function buildTimeAxis(spans: readonly Timed[]): TimeAxis {
  let totalMs = LEAST_MS;
  for (const { startMs, durationMs } of spans) {
    if (startMs >= 0) totalMs = Math.max(totalMs, startMs + durationMs);
  }
  const step = roundStep(totalMs / MOST_TICKS);
  const count = Math.floor(totalMs / step) + 1;
  const ticks = Array.from({ length: count }, (_, tick) => ({
    percent: ((tick * step) / totalMs) * 100,
    label: formatDuration(Number((tick * step).toPrecision(12))),
  }));
  // A label at the very end would stand half outside.
  return { totalMs, ticks: ticks.filter(({ percent }) => percent <= 92) };
}

/** The next of 1, 2 and 5 times a power of ten; from a minute on, of what clocks are divided into. */
function roundStep(ms: number): number {
  const clock = [60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];
  if (ms > 30_000 && ms <= 3_600_000) return clock.find((step) => step >= ms) ?? ms;
  // Read off the digits: the last bit of a computed power may differ between server and browser.
  const power = Number(`1e${ms.toExponential().split("e")[1]}`);
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= ms) ?? ms;
}

/** Where a span's bar lies, in percent of the axis; null when the sender gave no time. */
export function barOf(
  axis: TimeAxis,
  { startMs, durationMs }: Timed,
): { readonly left: number; readonly width: number } | null {
  if (startMs < 0) return null;
  return { left: (startMs / axis.totalMs) * 100, width: (durationMs / axis.totalMs) * 100 };
}
