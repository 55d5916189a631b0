import { formatCount } from "@/components/format";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { IngestBar } from "@/lib/store/ingest-ledger-sums";

/** What of a bar stands on what, from the foot up. */
export const PARTS = ["stored", "duplicate", "rejected"] as const;
export type Part = (typeof PARTS)[number];

/** A bar of the picture; it is 100 high. */
export type IngestBarView = {
  /** Ends of its time; ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Parts that hold anything, from the foot up. */
  readonly parts: readonly { readonly part: Part; readonly y: number; readonly height: number }[];
  readonly isLate: boolean;
  readonly isRefused: boolean;
  /** "1,204 received: 1,200 stored, 3 duplicate, 1 rejected; 2 late". */
  readonly text: string;
  readonly isEmpty: boolean;
};

export type IngestBarsView = {
  readonly bars: readonly IngestBarView[];
  /** Spans that a full bar stands for. */
  readonly tallest: number;
  readonly hasLate: boolean;
  readonly hasRefused: boolean;
  /** Ends of what is drawn; ISO 8601. */
  readonly from: string;
  readonly to: string;
};

const FULL = 100;
/** One rejected span among a million still shows. */
const LEAST = 2;

/** Bars for the eye: heights are parts of the tallest, and whatever is not nothing can be seen. */
export function prepareBars(
  bars: readonly IngestBar[],
  { window, widthMs }: { readonly window: TimeWindow; readonly widthMs: number },
): IngestBarsView {
  const tallest = Math.max(0, ...bars.map(sumOfParts));
  const views = bars.map((bar) => ({
    from: bar.at.toISOString(),
    to: new Date(Math.min(bar.at.getTime() + widthMs, window.to.getTime())).toISOString(),
    parts: stack(bar, tallest),
    isLate: bar.late > 0,
    isRefused: bar.refused > 0,
    text: textOf(bar),
    isEmpty: bar.requests === 0,
  }));
  return {
    bars: views,
    tallest,
    hasLate: views.some(({ isLate }) => isLate),
    hasRefused: views.some(({ isRefused }) => isRefused),
    from: (bars[0]?.at ?? window.from).toISOString(),
    to: window.to.toISOString(),
  };
}

function stack(bar: IngestBar, tallest: number): IngestBarView["parts"] {
  let top = FULL;
  return PARTS.filter((part) => bar[part] > 0).map((part) => {
    const height = Math.max(LEAST, (bar[part] / tallest) * (FULL - LEAST * PARTS.length));
    top -= height;
    return { part, y: top, height };
  });
}

function textOf(bar: IngestBar): string {
  if (bar.requests === 0) return "nothing arrived";
  const parts = PARTS.map((part) => `${formatCount(bar[part])} ${part}`).join(", ");
  const others = [
    bar.late > 0 ? `; ${formatCount(bar.late)} late` : "",
    bar.refused > 0 ? `; ${formatCount(bar.refused)} requests refused` : "",
  ];
  return `${formatCount(bar.received)} received: ${parts}${others.join("")}`;
}

function sumOfParts(bar: IngestBar): number {
  return PARTS.reduce((sum, part) => sum + bar[part], 0);
}
