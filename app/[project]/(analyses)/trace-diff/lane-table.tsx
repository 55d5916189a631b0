"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, type RefObject, useLayoutEffect, useRef } from "react";
import { LaneRow } from "./lane-row";
import styles from "./lanes.module.css";
import type { LaneCursor } from "./use-lane-cursor";

const ROW_PX = 30;
/** What the server draws before it can know the window. */
const FIRST_SCREEN = { width: 800, height: 900 };

type LaneTableProps = {
  readonly cursor: LaneCursor;
  /** What takes the focus. */
  readonly table: RefObject<HTMLTableElement | null>;
};

/** The two lanes, of which only the lines on screen are in the page. */
export function LaneTable({ cursor, table }: LaneTableProps) {
  const { lines, current } = cursor;
  const scroller = useRef<HTMLDivElement>(null);
  const at = lines.findIndex(({ key }) => key === current);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialRect: FIRST_SCREEN,
    scrollPaddingStart: 2 * ROW_PX,
    scrollPaddingEnd: ROW_PX,
  });
  useLayoutEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [virtual, at]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const place = event.target instanceof Element && event.target.closest("tr")?.dataset["line"];
    const line = lines[Number(place || Number.NaN)];
    if (line?.type === "fold") cursor.toggle(line.key);
    if (line?.type === "row") cursor.moveTo(line);
  };
  return (
    <div ref={scroller} className={styles["scroller"]}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the page's keys move among the lines. */}
      <table
        ref={table}
        className={styles["lanes"]}
        // A table is the one element that gives rows and cells their roles inside a grid.
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: see above
        role="grid"
        tabIndex={0}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={current === "" ? undefined : `line-${current}`}
        onClick={onClick}
      >
        <caption className="tm-visually-hidden">
          Steps of both runs, aligned, in the order in which they happened
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={styles["number"]}>
              Step
            </th>
            <th scope="col" data-side="a">
              A
            </th>
            <th scope="col" className={styles["between"]}>
              <span className="tm-visually-hidden">What differs</span>
            </th>
            <th scope="col" data-side="b">
              B
            </th>
          </tr>
        </thead>
        <tbody>
          <Spacer height={before} />
          {items.map(({ index }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <LaneRow
                key={line.key}
                line={line}
                place={index}
                isCurrent={line.key === current}
                isOpen={cursor.isOpen(line.key)}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td colSpan={4} style={{ height, padding: 0 }} />
    </tr>
  );
}
