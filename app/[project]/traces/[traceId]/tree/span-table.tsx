"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
} from "react";
import { guidesOf } from "@/lib/domain/trace-tree";
import { MAX_GUIDES, SpanRow } from "./span-row";
import styles from "./span-table.module.css";
import type { Tick } from "./time-axis";
import type { SpanTree } from "./use-span-tree";

/** Height of every row. */
export const ROW_PX = 28;
const HEADER_PX = 28;
/** What the server draws before it can know the window. */
const FIRST_SCREEN = { width: 800, height: 1000 };

type SpanTableProps = {
  readonly tree: SpanTree;
  readonly matches: readonly number[];
  /** What takes the focus. */
  readonly grid: RefObject<HTMLTableElement | null>;
};

/** A trace's spans as a tree with their bars, of which only those on screen are in the page. */
export function SpanTable({ tree, matches, grid }: SpanTableProps) {
  const { rows, selected } = tree;
  const scroller = useRef<HTMLDivElement>(null);
  const selectedRow = rowOf(rows, selected);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: FIRST_SCREEN,
    scrollPaddingStart: HEADER_PX + ROW_PX,
    scrollPaddingEnd: ROW_PX,
  });
  useLayoutEffect(() => {
    virtual.scrollToIndex(selectedRow, { align: "auto" });
  }, [virtual, selectedRow]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const matching = new Set(matches);

  return (
    <div ref={scroller} className={styles["scroller"]}>
      <table
        ref={grid}
        className={styles["table"]}
        // A table is the one element that gives rows and cells their roles inside a treegrid.
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see above
        role="treegrid"
        tabIndex={0}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={`span-${selected}`}
        onClick={(event) => onClick(event, tree)}
        onKeyDown={(event) => onKeyDown(event, tree, selectedRow)}
      >
        <caption className="tm-visually-hidden">Spans of this trace with their times</caption>
        <colgroup>
          <col className={styles["nameColumn"]} />
          <col className={styles["tokensColumn"]} />
          <col className={styles["durationColumn"]} />
          <col />
        </colgroup>
        <Head ticks={tree.axis.ticks} />
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => {
            const position = rows[index] ?? 0;
            const node = tree.tree.nodes[position];
            const span = tree.spanAt(position);
            if (!node || !span) return null;
            const guides = guidesOf(tree.tree, position, MAX_GUIDES);
            return (
              <SpanRow
                key={span.spanId}
                position={position}
                row={index}
                node={node}
                span={span}
                guides={guides.map((runs) => (runs ? "1" : "0")).join("")}
                axis={tree.axis}
                isSelected={position === selected}
                isCollapsed={tree.collapsed.has(position)}
                isMatch={matching.has(position)}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Head({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">Span</th>
        <th scope="col" className={styles["tokens"]}>
          Tokens
        </th>
        <th scope="col" className={styles["duration"]}>
          Duration
        </th>
        <th scope="col" className={styles["time"]}>
          <span className="tm-visually-hidden">When, since the start of the trace</span>
          {ticks.map(({ percent, label }) => (
            <span
              key={percent}
              className={styles["tick"]}
              style={{ left: `${percent}%` }}
              aria-hidden
            >
              {label}
            </span>
          ))}
        </th>
      </tr>
    </thead>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={styles["spacer"]}>
      <td colSpan={4} style={{ height }} />
    </tr>
  );
}

/** Rows ascend, so the row of a position is found by halving. */
function rowOf(rows: readonly number[], position: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle] ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

function onClick(event: MouseEvent, tree: SpanTree): void {
  const target = event.target instanceof Element ? event.target : null;
  const row = target?.closest<HTMLElement>("tr[data-position]");
  if (!row) return;
  const position = Number(row.dataset["position"]);
  if (target?.closest("[data-toggle]")) tree.setOpen(position, tree.collapsed.has(position));
  else tree.select(position);
}

const STEPS: { readonly [key: string]: number } = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function onKeyDown(event: KeyboardEvent, tree: SpanTree, row: number): void {
  const step = STEPS[event.key];
  if (step !== undefined) {
    const next = Math.min(Math.max(row + step, 0), tree.rows.length - 1);
    tree.select(tree.rows[next] ?? 0);
  } else if (event.key === "ArrowLeft") closeOrRise(tree);
  else if (event.key === "ArrowRight") openOrDescend(tree);
  else return;
  event.preventDefault();
}

function closeOrRise(tree: SpanTree): void {
  const node = tree.tree.nodes[tree.selected];
  if (!node) return;
  if (node.size > 1 && !tree.collapsed.has(tree.selected)) tree.setOpen(tree.selected, false);
  else if (node.parent >= 0) tree.select(node.parent);
}

function openOrDescend(tree: SpanTree): void {
  if (tree.collapsed.has(tree.selected)) tree.setOpen(tree.selected, true);
  else if ((tree.tree.nodes[tree.selected]?.size ?? 1) > 1) tree.select(tree.selected + 1);
}
