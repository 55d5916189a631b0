"use client";

import { useMemo, useState } from "react";
import { decodeOutline, type OutlineSpan } from "@/lib/domain/trace-outline";
import { ancestorsOf, buildTraceTree, type TraceTree, visibleRows } from "@/lib/domain/trace-tree";
import { buildTimeAxis, type TimeAxis } from "./time-axis";

/** A trace laid out: what does not change while it is being read. */
export type LaidOutTrace = {
  readonly spans: readonly OutlineSpan[];
  readonly tree: TraceTree;
  readonly axis: TimeAxis;
  /** Tree positions of failed spans, ascending. */
  readonly errors: readonly number[];
};

/** The tree as it stands: what is selected, what is collapsed. Positions are those of the tree. */
export type SpanTree = LaidOutTrace & {
  readonly rows: readonly number[];
  readonly collapsed: ReadonlySet<number>;
  readonly selected: number;
  readonly spanAt: (position: number) => OutlineSpan | undefined;
  /** Selects a span and opens every branch above it. */
  readonly select: (position: number) => void;
  readonly setOpen: (position: number, isOpen: boolean) => void;
  readonly collapseAll: () => void;
  readonly expandAll: () => void;
};

function layOut(outline: string): LaidOutTrace {
  const spans = decodeOutline(outline);
  const tree = buildTraceTree(spans);
  const errors = tree.nodes.flatMap(({ span }, position) =>
    spans[span]?.status === "error" ? [position] : [],
  );
  return { spans, tree, axis: buildTimeAxis(spans), errors };
}

/** @param onSelect told of each selection, with the span's id */
export function useSpanTree(
  outline: string,
  initialSpanId: string,
  onSelect: (spanId: string) => void,
): SpanTree {
  const trace = useMemo(() => layOut(outline), [outline]);
  const { tree, spans } = trace;
  const [selected, setSelected] = useState(
    () => tree.positions[spans.findIndex(({ spanId }) => spanId === initialSpanId)] ?? 0,
  );
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const rows = useMemo(() => visibleRows(tree, collapsed), [tree, collapsed]);
  const spanAt = (position: number) => spans[tree.nodes[position]?.span ?? -1];

  const setOpen = (position: number, isOpen: boolean) => {
    const next = new Set(collapsed);
    if (isOpen) next.delete(position);
    else next.add(position);
    setCollapsed(next);
  };
  const select = (position: number) => {
    const span = spanAt(position);
    if (!span) return;
    setSelected(position);
    onSelect(span.spanId);
    const closed = ancestorsOf(tree, position).filter((above) => collapsed.has(above));
    if (closed.length > 0)
      setCollapsed(new Set([...collapsed].filter((at) => !closed.includes(at))));
  };
  const collapseAll = () => {
    // Roots stay open: a trace of one root would otherwise become a single line.
    const closed = tree.nodes.flatMap(({ size, depth }, at) => (size > 1 && depth > 0 ? [at] : []));
    setCollapsed(new Set(closed));
    // The selection must stay on screen, so it moves up to the branch it is in.
    const branch = ancestorsOf(tree, selected).at(-2);
    const span = spanAt(branch ?? -1);
    if (branch === undefined || !span) return;
    setSelected(branch);
    onSelect(span.spanId);
  };
  return {
    ...trace,
    rows,
    collapsed,
    selected,
    spanAt,
    select,
    setOpen,
    collapseAll,
    expandAll: () => setCollapsed(new Set()),
  };
}
