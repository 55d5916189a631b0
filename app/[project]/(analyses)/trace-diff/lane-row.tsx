"use client";

import {
  IconArrowFork,
  IconArrowsUpDown,
  IconChevronDown,
  IconChevronRight,
  IconEqual,
  IconEqualNot,
  IconLayersLinked,
  IconMinus,
  IconPlus,
  IconTilde,
} from "@tabler/icons-react";
import { memo } from "react";
import { KindIcon } from "@/components/kind-icon";
import type { LaneLine } from "./fold-rows";
import styles from "./lanes.module.css";
import type { DiffRowView } from "./row-view";

type LaneRowProps = {
  readonly line: LaneLine;
  /** Position among the lines. */
  readonly place: number;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
};

/** One line of the lanes. */
export const LaneRow = memo(function LaneRow({ line, place, isCurrent, isOpen }: LaneRowProps) {
  const shared = {
    id: `line-${line.key}`,
    "data-line": place,
    "data-current": isCurrent || undefined,
    "aria-rowindex": place + 2,
  };
  if (line.type === "fork") {
    return (
      <tr {...shared} className={styles["forkLine"]}>
        <td colSpan={4}>
          <span>
            <IconArrowFork size={14} aria-hidden /> Fork at step {line.step}
          </span>
        </td>
      </tr>
    );
  }
  if (line.type === "fold") {
    const Icon = isOpen ? IconChevronDown : IconChevronRight;
    return (
      <tr
        {...shared}
        className={styles["fold"]}
        data-tail={line.isTail || undefined}
        aria-expanded={isOpen}
        aria-selected={isCurrent}
      >
        <td className={styles["number"]}>{line.first + 1}</td>
        <td colSpan={3}>
          <span>
            <Icon size={14} aria-hidden />
            {line.text}
          </span>
        </td>
      </tr>
    );
  }
  return (
    <tr
      {...shared}
      className={styles["step"]}
      data-look={line.row.look}
      data-role={line.row.role ?? undefined}
      aria-selected={isCurrent}
    >
      <td className={styles["number"]}>{line.row.index + 1}</td>
      <Lane row={line.row} side="a" />
      <td className={styles["between"]}>
        <Mark row={line.row} />
      </td>
      <Lane row={line.row} side="b" />
    </tr>
  );
});

function Lane({ row, side }: { readonly row: DiffRowView; readonly side: "a" | "b" }) {
  if (row[side] === null) {
    return (
      <td className={styles["gap"]} data-side={side}>
        <span className="tm-visually-hidden">no such step</span>
      </td>
    );
  }
  const tries = side === "a" ? row.triesA : row.triesB;
  return (
    <td data-side={side} title={row.label}>
      <span className={styles["name"]} style={{ paddingLeft: Math.min(row.depth, 12) * 14 }}>
        <KindIcon kind={row.kind} size={14} />
        <span>{row.label}</span>
        {tries === "" ? null : <b title="attempts at this call, joined into one step">{tries}</b>}
        {row.isConcurrent ? (
          <IconLayersLinked size={12} aria-label="at the same time as its neighbours" />
        ) : null}
      </span>
    </td>
  );
}

/** What differs: an icon and a few words. */
function Mark({ row }: { readonly row: DiffRowView }) {
  const Icon = iconOf(row);
  const word = row.role === "fork" ? `fork${row.words === "" ? "" : `: ${row.words}`}` : row.words;
  return (
    <span className={styles["mark"]} title={word}>
      <Icon size={14} aria-hidden />
      <span className={row.look === "same" ? "tm-visually-hidden" : undefined}>
        {row.look === "same" ? "identical" : word}
      </span>
    </span>
  );
}

function iconOf({ pairing, role, look }: DiffRowView) {
  if (pairing === "inserted") return IconPlus;
  if (pairing === "deleted") return IconMinus;
  if (role === "fork") return IconArrowFork;
  if (pairing === "moved") return IconArrowsUpDown;
  if (look === "same") return IconEqual;
  return look === "quiet" ? IconTilde : IconEqualNot;
}
