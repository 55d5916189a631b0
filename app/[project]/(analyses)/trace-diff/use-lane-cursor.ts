"use client";

import { useState } from "react";
import { foldRows, foldsAround, type LaneLine } from "./fold-rows";
import { type DiffRowView, isDifference } from "./row-view";

/** The lines of the lanes and the one that the reader is at. */
export type LaneCursor = {
  readonly lines: readonly LaneLine[];
  /** Key of the line the reader is at. */
  readonly current: string;
  /** The step that is read closely. */
  readonly index: number;
  /** Moves to a step, opening what hides it. */
  readonly goTo: (index: number) => void;
  /** Moves to a line that is shown. */
  readonly moveTo: (line: LaneLine) => void;
  /** To the line below or above. */
  readonly step: (by: 1 | -1) => void;
  /** To the next difference or the one before. */
  readonly difference: (direction: 1 | -1) => void;
  readonly toggle: (key: string) => void;
  readonly isOpen: (key: string) => boolean;
};

/** @param onIndex told of every step that the reader comes to */
export function useLaneCursor(
  rows: readonly DiffRowView[],
  initialIndex: number,
  onIndex: (index: number) => void,
): LaneCursor {
  const [opened, setOpened] = useState<ReadonlySet<string>>(
    () => new Set(isDifferentAt(rows, initialIndex) ? foldsAround(rows, initialIndex) : []),
  );
  const [index, setIndex] = useState(initialIndex);
  const [current, setCurrent] = useState(() => lineHolding(foldRows(rows, opened), initialIndex));
  const lines = foldRows(rows, opened);

  const read = (next: number) => {
    setIndex(next);
    onIndex(next);
  };
  const moveTo = (line: LaneLine) => {
    setCurrent(line.key);
    if (line.type === "row") read(line.row.index);
  };
  const goTo = (next: number) => {
    setOpened((known) => new Set([...known, ...foldsAround(rows, next)]));
    setCurrent(`row-${next}`);
    read(next);
  };
  const toggle = (key: string) => {
    setCurrent(key);
    setOpened((known) => {
      const changed = new Set(known);
      if (!changed.delete(key)) changed.add(key);
      return changed;
    });
  };
  return {
    lines,
    current,
    index,
    goTo,
    moveTo,
    toggle,
    isOpen: (key) => opened.has(key),
    step: (by) => {
      const reachable = lines.filter(({ type }) => type !== "fork");
      const at = reachable.findIndex(({ key }) => key === current);
      const next = reachable[at + by];
      if (next) moveTo(next);
    },
    difference: (direction) => {
      const from = current.startsWith("row-") ? index : foldEdge(lines, current, direction, index);
      const next = nextDifference(rows, from, direction);
      if (next !== undefined) goTo(next);
    },
  };
}

const isDifferentAt = (rows: readonly DiffRowView[], index: number) => {
  const row = rows[index];
  return row !== undefined && isDifference(row);
};

/** Before the first row of a fold going on, after its last going back, so that it is looked into. */
function foldEdge(
  lines: readonly LaneLine[],
  key: string,
  direction: 1 | -1,
  otherwise: number,
): number {
  const line = lines.find((candidate) => candidate.key === key);
  if (line?.type !== "fold") return otherwise;
  return direction === 1 ? line.first - 1 : line.last + 1;
}

function nextDifference(
  rows: readonly DiffRowView[],
  from: number,
  direction: 1 | -1,
): number | undefined {
  for (let at = from + direction; at >= 0 && at < rows.length; at += direction) {
    if (isDifferentAt(rows, at)) return at;
  }
  return undefined;
}

/** Key of the line that shows a step, folded or not. */
function lineHolding(lines: readonly LaneLine[], index: number): string {
  const found = lines.find((line) => {
    if (line.type === "row") return line.row.index === index;
    return line.type === "fold" && line.first <= index && index <= line.last;
  });
  return found?.key ?? "";
}
