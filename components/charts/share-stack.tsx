"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { tierFill } from "../tier-colour";
import { ChangeFlags } from "./change-flags";
import { Hatch } from "./hatch";
import styles from "./share-stack.module.css";
import type { ShareStackChange, ShareStackView } from "./share-stack-view";
import { BandLabels, PercentLines, PercentScale, StackBands } from "./stack-levels";
import { STACK_HEIGHT, STACK_WIDTH } from "./stacked-layers";
import { useBucketWalk } from "./use-bucket-walk";

type ShareStackProps = {
  readonly view: ShareStackView;
  /** The address's query string without its window. */
  readonly search: string;
};

/** Shares over time to 100 %. What is picked of it becomes the window. */
export function ShareStack({ view, search }: ShareStackProps) {
  const router = useRouter();
  const hatch = useId();
  const [change, setChange] = useState<ShareStackChange | null>(null);
  const { position, anchor, handlers } = useBucketWalk(view.points, (first, last) => {
    const next = new URLSearchParams(search);
    next.set("from", first.fromTime);
    next.set("to", last.toTime);
    router.push(`?${next}`, { scroll: false });
  });
  const text = change?.text ?? (position === null ? undefined : view.points[position]?.text);
  return (
    <figure className={styles["stack"]}>
      <figcaption>{text ?? <Hint />}</figcaption>
      <div className={styles["figure"]}>
        <PercentScale />
        <div className={styles["plot"]}>
          <ChangeFlags changes={view.changes} onShow={setChange} />
          <svg
            role="application"
            aria-label={`${view.description} Arrow keys move, Enter zooms in.`}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is worked with keys.
            tabIndex={0}
            viewBox={`0 0 ${STACK_WIDTH} ${STACK_HEIGHT}`}
            preserveAspectRatio="none"
            {...handlers}
          >
            <Hatch id={hatch} />
            <PercentLines />
            {view.layers.map(({ name, level, path }) => (
              <path key={name} d={path} className={styles["layer"]} fill={tierFill(level, hatch)} />
            ))}
            <StackBands bands={view.bands} />
            <ChangeLines changes={view.changes} current={change} />
            <Selection view={view} from={anchor} to={position} />
          </svg>
          <BandLabels bands={view.bands} />
          <Ticks ticks={view.ticks} />
        </div>
        <LayerLabels layers={view.layers} />
      </div>
      <p className="tm-visually-hidden" aria-live="polite">
        {text}
      </p>
    </figure>
  );
}

function Hint() {
  return (
    <span className={styles["hint"]}>
      Share of requests by tier. Point at a time to read it; drag over some to zoom in.
    </span>
  );
}

type ChangeLinesProps = Pick<ShareStackView, "changes"> & {
  readonly current: ShareStackChange | null;
};

function ChangeLines({ changes, current }: ChangeLinesProps) {
  return changes.map(({ id, at }) => (
    <line
      key={id}
      className={styles["change"]}
      data-current={current?.id === id || undefined}
      x1={at * STACK_WIDTH}
      x2={at * STACK_WIDTH}
      y2={STACK_HEIGHT}
    />
  ));
}

type SelectionProps = {
  readonly view: ShareStackView;
  readonly from: number | null;
  readonly to: number | null;
};

/** The bucket pointed at, or those that are dragged over. */
function Selection({ view, from, to }: SelectionProps) {
  if (to === null) return null;
  const first = view.points[Math.min(from ?? to, to)];
  const last = view.points[Math.max(from ?? to, to)];
  if (!first || !last) return null;
  const x = first.from * STACK_WIDTH;
  const width = last.to * STACK_WIDTH - x;
  const middle = x + width / 2;
  return from === null || from === to ? (
    <line className={styles["crosshair"]} x1={middle} x2={middle} y2={STACK_HEIGHT} />
  ) : (
    <rect className={styles["brush"]} x={x} width={width} height={STACK_HEIGHT} />
  );
}

function Ticks({ ticks }: Pick<ShareStackView, "ticks">) {
  return (
    <div className={styles["ticks"]} aria-hidden>
      {ticks.map(({ at, text }) => (
        <span key={at} style={{ left: `${at * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}

function LayerLabels({ layers }: Pick<ShareStackView, "layers">) {
  return (
    <ul className={styles["labels"]} aria-label="Share over the whole range">
      {layers.map(({ name, shareText, href, labelAt }) =>
        labelAt === null ? null : (
          <li key={name} style={{ top: `${labelAt * 100}%` }}>
            <Link href={href} prefetch={false} title={`Traces of ${name}, over the whole range`}>
              <span>{name}</span> <strong>{shareText}</strong>
            </Link>
          </li>
        ),
      )}
    </ul>
  );
}
