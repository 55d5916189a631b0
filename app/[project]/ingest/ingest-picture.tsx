"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { formatCount } from "@/components/format";
import { useTimeZone } from "@/components/use-time-zone";
import { changedSearch } from "../traces/list-address";
import { formatMoment, formatWindow } from "../traces/window-text";
import styles from "./ingest.module.css";
import { IngestLegend } from "./ingest-legend";
import type { IngestBarsView, IngestBarView } from "./prepare-bars";

type IngestPictureProps = { readonly view: IngestBarsView; readonly search: string };

/** Below the bars, which are 100 high, marks say where something came late or was refused. */
const HEIGHT = 112;

/**
 * What arrived when, by what became of it. Arrow keys walk from bar to bar and read it out; Enter
 * or a click makes the bar's time the window.
 */
export function IngestPicture({ view, search }: IngestPictureProps) {
  const router = useRouter();
  const zone = useTimeZone();
  const [position, setPosition] = useState<number | null>(null);
  const { bars } = view;
  const bar = position === null ? undefined : bars[position];

  const zoom = () => {
    if (!bar) return;
    const changes = { range: null, from: bar.from, to: bar.to };
    router.push(changedSearch(search, changes), { scroll: false });
  };
  const onPointerMove = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    setPosition(clamp(Math.floor(((clientX - left) / width) * bars.length), bars.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") return zoom();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setPosition(clamp(position === null ? bars.length - 1 : position + step, bars.length));
  };
  const text = bar && `${formatWindow(bar.from, bar.to, zone)}: ${bar.text}`;
  return (
    <figure className={styles["picture"]}>
      <figcaption>{text ?? <IngestLegend view={view} />}</figcaption>
      <div className={styles["plot"]}>
        {view.tallest === 0 ? null : (
          <span className={styles["scale"]} aria-hidden>
            {formatCount(view.tallest)} spans
          </span>
        )}
        <svg
          role="application"
          aria-label="Spans received over time. Arrow keys move, Enter zooms in."
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is worked with keys.
          tabIndex={0}
          viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
          preserveAspectRatio="none"
          onPointerMove={onPointerMove}
          onPointerLeave={() => setPosition(null)}
          onBlur={() => setPosition(null)}
          onClick={zoom}
          onKeyDown={onKeyDown}
        >
          {position === null ? null : (
            <rect className={styles["cursor"]} x={position} width={1} height={HEIGHT} />
          )}
          {bars.map((each, index) => (
            <Bar key={each.from} bar={each} x={index} gap={Math.min(0.1, bars.length / 300)} />
          ))}
        </svg>
      </div>
      <div className={styles["axis"]} aria-hidden>
        <span>{formatMoment(view.from, zone)}</span>
        <span>{formatMoment(view.to, zone)}</span>
      </div>
      <p className="tm-visually-hidden" aria-live="polite">
        {text}
      </p>
    </figure>
  );
}

type BarProps = { readonly bar: IngestBarView; readonly x: number; readonly gap: number };

function Bar({ bar, x, gap }: BarProps) {
  const place = { x: x + gap, width: 1 - 2 * gap };
  return (
    <g>
      {bar.parts.map(({ part, y, height }) => (
        <rect key={part} {...place} y={y} height={height} className={styles[part]} />
      ))}
      <rect {...place} y={100} height={0.7} className={styles["base"]} />
      {bar.isLate ? <rect {...place} y={103} height={3} className={styles["late"]} /> : null}
      {bar.isRefused ? <rect {...place} y={108} height={3} className={styles["rejected"]} /> : null}
    </g>
  );
}

const clamp = (position: number, bars: number) => Math.max(0, Math.min(position, bars - 1));
