"use client";

import {
  IconAlertCircleFilled,
  IconArrowNarrowRight,
  IconChevronDown,
  IconChevronRight,
} from "@tabler/icons-react";
import { memo } from "react";
import { formatCompact, formatDuration } from "@/components/format";
import { KindIcon } from "@/components/kind-icon";
import { InlineContent } from "@/components/text-content";
import { isAnotherModel } from "@/lib/domain/model-name";
import type { OutlineSpan } from "@/lib/domain/trace-outline";
import type { TreeNode } from "@/lib/domain/trace-tree";
import { ScoreCount } from "../scores/score-count";
import styles from "./span-table.module.css";
import { barOf, type TimeAxis } from "./time-axis";

/** Deeper branches stay at this indentation, with their depth in figures. */
export const MAX_GUIDES = 12;

type SpanRowProps = {
  readonly position: number;
  /** Place among the rows that are open, from 0. */
  readonly row: number;
  readonly node: TreeNode;
  readonly span: OutlineSpan;
  /** One letter a column of indentation, so that equal guides are equal props: `1` runs on below. */
  readonly guides: string;
  readonly axis: TimeAxis;
  readonly isSelected: boolean;
  readonly isCollapsed: boolean;
  readonly isMatch: boolean;
};

/** One span: what it is on the left, when it ran on the right. */
export const SpanRow = memo(function SpanRow(props: SpanRowProps) {
  const { position, node, span, isSelected, isCollapsed } = props;
  return (
    <tr
      id={`span-${position}`}
      className={styles["row"]}
      data-position={position}
      data-error={span.status === "error" || undefined}
      data-match={props.isMatch || undefined}
      aria-level={node.depth + 1}
      // The header is row 1.
      aria-rowindex={props.row + 2}
      aria-selected={isSelected}
      aria-expanded={node.size > 1 ? !isCollapsed : undefined}
    >
      <td className={styles["nameCell"]}>
        <div className={styles["name"]}>
          <Guides guides={props.guides} isLast={node.isLast} />
          <Toggle node={node} isCollapsed={isCollapsed} />
          <KindIcon kind={span.kind} />
          <span className={styles["label"]} title={span.name}>
            <InlineContent text={span.name === "" ? "(no name)" : span.name} />
          </span>
          <RowNotes node={node} span={span} isCollapsed={isCollapsed} />
        </div>
      </td>
      <td className={styles["tokens"]}>{span.tokens === null ? "" : formatCompact(span.tokens)}</td>
      <td className={styles["duration"]}>{formatDuration(span.durationMs)}</td>
      <td className={styles["time"]}>
        <Bar span={span} axis={props.axis} />
      </td>
    </tr>
  );
});

function Guides({ guides, isLast }: { guides: string; isLast: boolean }) {
  const own = guides.length - 1;
  return [...guides].map((guide, level) => (
    <span
      // Columns have no identity but their place.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      key={level}
      className={styles["guide"]}
      data-runs={guide === "1" || undefined}
      data-own={level === own ? (isLast ? "last" : "more") : undefined}
    />
  ));
}

function Toggle({ node, isCollapsed }: { node: TreeNode; isCollapsed: boolean }) {
  if (node.size === 1) return <span className={styles["toggle"]} />;
  const Chevron = isCollapsed ? IconChevronRight : IconChevronDown;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles["toggle"]}
      data-toggle
      aria-label={isCollapsed ? `Open ${node.size - 1} spans below` : "Collapse"}
    >
      <Chevron size={14} aria-hidden />
    </button>
  );
}

function RowNotes({
  node,
  span,
  isCollapsed,
}: Pick<SpanRowProps, "node" | "span" | "isCollapsed">) {
  const tool = span.toolName !== null && span.toolName !== span.name ? span.toolName : null;
  return (
    <>
      <ModelChip name={span.name} requested={span.modelRequested} served={span.modelServed} />
      {tool !== null && <span className={styles["chip"]}>{tool}</span>}
      <ScoreCount spanId={span.spanId} />
      {node.rootReason !== null && (
        <span className={styles["note"]} title={ROOT_NOTES[node.rootReason].title}>
          {ROOT_NOTES[node.rootReason].text}
        </span>
      )}
      {node.depth > MAX_GUIDES && <span className={styles["chip"]}>level {node.depth + 1}</span>}
      {isCollapsed && node.size > 1 && <span className={styles["chip"]}>+{node.size - 1}</span>}
      {isCollapsed && node.errorsBelow > 0 && (
        <span className={styles["errors"]}>
          {node.errorsBelow === 1 ? "1 error below" : `${node.errorsBelow} errors below`}
        </span>
      )}
      {span.status === "error" && (
        <span className={styles["errors"]} title="Failed">
          <IconAlertCircleFilled size={14} aria-label="Failed" />
        </span>
      )}
    </>
  );
}

const ROOT_NOTES = {
  parent_not_received: {
    text: "parent not received",
    title: "This span names a parent that has not arrived, so it stands at the top.",
  },
  cycle: {
    text: "parents form a ring",
    title: "Following its parents leads back to this span, so it stands at the top.",
  },
} as const;

type ModelChipProps = {
  /** The span's; many senders write the model into it. */
  readonly name: string;
  readonly requested: string | null;
  readonly served: string | null;
};

function ModelChip({ name, requested, served }: ModelChipProps) {
  const model = served ?? requested;
  if (model === null) return null;
  if (!isAnotherModel(requested, served)) {
    return name.includes(model) ? null : <span className={styles["chip"]}>{model}</span>;
  }
  return (
    <span
      className={styles["chip"]}
      data-changed
      title={`Asked for ${requested}, answered by ${served}`}
    >
      {requested !== null && name.includes(requested) ? null : requested}
      <IconArrowNarrowRight size={12} aria-label="answered by" />
      {served}
    </span>
  );
}

function Bar({ span, axis }: { span: OutlineSpan; axis: TimeAxis }) {
  const bar = barOf(axis, span);
  if (bar === null) return <span className={styles["untimed"]}>no time sent</span>;
  return (
    <span
      className={styles["bar"]}
      style={{
        left: `${bar.left}%`,
        width: `${bar.width}%`,
        // A failed span is red whatever its kind.
        background: span.status === "error" ? undefined : `var(--tm-kind-${span.kind})`,
      }}
      title={`${formatDuration(span.startMs)} after the start, for ${formatDuration(span.durationMs)}`}
    />
  );
}
