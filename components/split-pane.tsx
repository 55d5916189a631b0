"use client";

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useRef,
  useState,
} from "react";
import styles from "./split-pane.module.css";

type SplitPaneProps = {
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** Percent of the width that the left side has at first. */
  readonly initialPercent: number;
  /** What the handle moves, for screen readers. */
  readonly label: string;
  /** Told where the handle was let go. */
  readonly onMoved: (percent: number) => void;
};

const LEAST = 25;
const MOST = 80;
const STEPS: { readonly [key: string]: number } = {
  ArrowLeft: -2,
  ArrowRight: 2,
  Home: -100,
  End: 100,
};

/** Two sides with a handle between them, moved by pointer or arrow keys. */
export function SplitPane({ left, right, initialPercent, label, onMoved }: SplitPaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(() => within(initialPercent));
  // While it is dragged only the style moves: drawing both sides again at each step would lag.
  const show = (next: number) => pane.current?.style.setProperty("--split", `${next}%`);
  const settle = (next: number) => {
    setPercent(next);
    onMoved(next);
  };
  const pointed = (event: PointerEvent) => {
    const { left: from = 0, width = 1 } = pane.current?.getBoundingClientRect() ?? {};
    return within(((event.clientX - from) / width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    settle(within(percent + step));
  };
  // A custom property is not among the names that CSSProperties knows.
  const style = { "--split": `${percent}%` } as CSSProperties;

  return (
    <div ref={pane} className={styles["pane"]} style={style}>
      <div className={styles["side"]}>{left}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator with a value is a control, and <hr> is a rule in a text */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        className={styles["handle"]}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) show(pointed(event));
        }}
        onPointerUp={(event) => settle(pointed(event))}
      />
      <div className={styles["side"]}>{right}</div>
    </div>
  );
}

function within(percent: number): number {
  return Math.min(MOST, Math.max(LEAST, percent));
}
