"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { formatCount } from "@/components/format";
import { useTimeZone } from "@/components/use-time-zone";
import { HistogramAxis, HistogramBars, HistogramTable, timeOf } from "./histogram-bars";
import styles from "./list.module.css";
import { changedSearch } from "./list-address";
import type { HistogramView } from "./prepare-histogram";

type VolumeHistogramProps = { readonly view: HistogramView; readonly search: string };

/** Bars from where the reader began to where they are; both are positions. */
type Brush = { readonly anchor: number; readonly head: number; readonly isDragging: boolean };

const HEIGHT = 56;

/**
 * How many traces started when, errors stacked at the foot. Dragging over bars makes them the
 * window; so do the arrow keys, with Shift to take in more bars, and Enter.
 */
export function VolumeHistogram({ view, search }: VolumeHistogramProps) {
  const router = useRouter();
  const [brush, setBrush] = useState<Brush | null>(null);
  const zone = useTimeZone();
  const { bars } = view;
  const chosen = brush === null ? null : chosenOf(brush, view, zone);

  const zoom = () => {
    setBrush(null);
    if (chosen === null) return;
    const changes = { range: null, from: chosen.from, to: chosen.to };
    router.push(changedSearch(search, changes), { scroll: false });
  };
  const barAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return clamp(Math.floor(((clientX - left) / width) * bars.length), bars.length);
  };
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setBrush({ anchor: barAt(event), head: barAt(event), isDragging: true });
  };
  const onPointerMove = (event: PointerEvent) => {
    const head = barAt(event);
    const isDragging = brush?.isDragging === true;
    setBrush({ anchor: isDragging ? brush.anchor : head, head, isDragging });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = movedBrush(event, brush, bars.length);
    if (moved === undefined) return;
    event.preventDefault();
    if (moved === "zoom") zoom();
    else setBrush(moved);
  };

  return (
    <figure className={styles["histogram"]}>
      <figcaption>{chosen?.text ?? totalText(view)}</figcaption>
      <svg
        role="application"
        aria-label="Traces over time. Arrow keys move, Shift extends, Enter zooms in."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is worked with keys.
        tabIndex={0}
        viewBox={`0 0 ${bars.length} 1`}
        preserveAspectRatio="none"
        height={HEIGHT}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={zoom}
        onPointerLeave={() => setBrush(null)}
        onBlur={() => setBrush(null)}
        onKeyDown={onKeyDown}
      >
        {chosen === null ? null : (
          <rect
            className={styles["brush"]}
            x={chosen.first}
            width={chosen.last - chosen.first + 1}
            height={1}
          />
        )}
        <HistogramBars view={view} />
      </svg>
      <HistogramAxis view={view} zone={zone} />
      <HistogramTable view={view} zone={zone} />
      <p className="tm-visually-hidden" aria-live="polite">
        {chosen?.text}
      </p>
    </figure>
  );
}

function chosenOf({ anchor, head }: Brush, { bars }: HistogramView, zone: string) {
  const [first, last] = [Math.min(anchor, head), Math.max(anchor, head)];
  const inside = bars.slice(first, last + 1);
  const [from, to] = [bars[first]?.from ?? "", bars[last]?.to ?? ""];
  const sum = (field: "traces" | "errors") => inside.reduce((all, bar) => all + bar[field], 0);
  const isAhead = bars[first]?.isAhead === true;
  const when = timeOf({ from, to, isAhead }, zone);
  const text = `${when}: ${countText(sum("traces"), sum("errors"))}`;
  return { first, last, from, to, text };
}

function movedBrush(
  event: KeyboardEvent,
  brush: Brush | null,
  bars: number,
): Brush | "zoom" | undefined {
  if (event.key === "Enter") return brush === null ? undefined : "zoom";
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return undefined;
  const head = clamp(brush === null ? bars - 1 : brush.head + step, bars);
  const anchor = event.shiftKey && brush !== null ? brush.anchor : head;
  return { anchor, head, isDragging: false };
}

const clamp = (position: number, bars: number) => Math.max(0, Math.min(position, bars - 1));

/** Without even empty bars nothing was counted: the query was not understood. */
function totalText({ bars, traces, errors }: HistogramView): string {
  return bars.length === 0 ? "Not counted" : countText(traces, errors);
}

function countText(traces: number, errors: number): string {
  if (traces === 0) return "No traces";
  const all = traces === 1 ? "1 trace" : `${formatCount(traces)} traces`;
  if (errors === 0) return `${all}, none ended in an error`;
  return `${all}, ${formatCount(errors)} ended in an error`;
}
