"use client";

import type { MouseEvent } from "react";
import styles from "./error-strip.module.css";
import { ROW_PX } from "./span-table";
import type { SpanTree } from "./use-span-tree";

/** More marks than a screen has lines cannot be told apart. */
const BINS = 300;

/**
 * Where errors and matches lie in the whole tree, however long. A picture only: the keys `n`, `p`
 * and the search reach the same spans.
 */
export function ErrorStrip({ tree, matches }: { tree: SpanTree; matches: readonly number[] }) {
  const total = tree.tree.nodes.length;
  const jump = (event: MouseEvent<HTMLDivElement>) => {
    const { top, height } = (
      event.currentTarget.firstElementChild ?? event.currentTarget
    ).getBoundingClientRect();
    const position = Math.floor(((event.clientY - top) / height) * total);
    const near = nearest([...tree.errors, ...matches], position);
    tree.select(near ?? Math.min(position, total - 1));
  };
  return (
    <div
      className={styles["strip"]}
      aria-hidden
      onClick={jump}
      title="Errors and matches in the whole trace"
    >
      <div className={styles["marks"]} style={{ height: `min(100%, ${total * ROW_PX}px)` }}>
        <Marks positions={matches} total={total} what="match" />
        <Marks positions={tree.errors} total={total} what="error" />
      </div>
    </div>
  );
}

function Marks({
  positions,
  total,
  what,
}: {
  positions: readonly number[];
  total: number;
  what: string;
}) {
  const bins = Math.min(BINS, total);
  const taken = new Set(positions.map((position) => Math.floor((position / total) * bins)));
  return [...taken].map((bin) => (
    <span
      key={bin}
      className={styles["mark"]}
      data-what={what}
      style={{ top: `${((bin + 0.5) / bins) * 100}%` }}
    />
  ));
}

function nearest(positions: readonly number[], to: number): number | undefined {
  let best: number | undefined;
  for (const position of positions) {
    if (best === undefined || Math.abs(position - to) < Math.abs(best - to)) best = position;
  }
  return best;
}
