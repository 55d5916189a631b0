import type { GraphNode } from "./group-diff";

/** As much of a run as its place in a graph needs. */
export type LabelledRun = {
  readonly steps: readonly {
    readonly kind: string;
    readonly label: string;
    readonly parent: number;
    readonly children: readonly number[];
  }[];
};

type Tally = {
  readonly kind: string;
  readonly label: string;
  readonly parent: string | null;
  readonly a: { steps: number; traces: number };
  readonly b: { steps: number; traces: number };
};

const LEAF = "__LEAF__";

/**
 * The call graphs of two groups laid over each other. A place is its chain of names from the root,
 * and a step without children is another place than one with them, as in Jaeger's comparison.
 * Counted per trace, for groups may differ in size.
 */
export function aggregateGraph(
  groupA: readonly LabelledRun[],
  groupB: readonly LabelledRun[],
): GraphNode[] {
  const tallies = new Map<string, Tally>();
  for (const run of groupA) countRun(tallies, run, "a");
  for (const run of groupB) countRun(tallies, run, "b");
  const nodes = [...tallies].map(([id, tally]) => nodeOf(id, tally, groupA.length, groupB.length));
  return ordered(nodes);
}

function countRun(tallies: Map<string, Tally>, { steps }: LabelledRun, side: "a" | "b"): void {
  const paths: string[] = [];
  const seen = new Set<string>();
  for (const { kind, label, parent, children } of steps) {
    const above = paths[parent];
    const path = above === undefined ? label : `${above}\t${label}`;
    paths.push(path);
    const id = children.length === 0 ? `${path}${LEAF}` : path;
    const tally = tallies.get(id) ?? {
      kind,
      label,
      parent: above ?? null,
      a: { steps: 0, traces: 0 },
      b: { steps: 0, traces: 0 },
    };
    tallies.set(id, tally);
    tally[side].steps += 1;
    if (!seen.has(id)) tally[side].traces += 1;
    seen.add(id);
  }
}

function nodeOf(id: string, tally: Tally, tracesA: number, tracesB: number): GraphNode {
  const per = (count: number, traces: number) => (traces === 0 ? 0 : count / traces);
  const perTraceA = per(tally.a.steps, tracesA);
  const perTraceB = per(tally.b.steps, tracesB);
  return {
    id,
    label: tally.label,
    kind: tally.kind,
    parent: tally.parent,
    perTraceA,
    perTraceB,
    shareA: per(tally.a.traces, tracesA),
    shareB: per(tally.b.traces, tracesB),
    change: changeOf(perTraceA, perTraceB),
    percent: percentOf(perTraceA, perTraceB),
  };
}

function changeOf(a: number, b: number): GraphNode["change"] {
  if (a === b) return "same";
  if (a === 0) return "added";
  if (b === 0) return "removed";
  return b > a ? "more" : "less";
}

function percentOf(a: number, b: number): number {
  const largest = Math.max(a, b);
  return largest === 0 ? 0 : (Math.abs(a - b) / largest) * 100;
}

/** Parents before children; among siblings the larger change first, then by id. */
function ordered(nodes: readonly GraphNode[]): GraphNode[] {
  const byParent = new Map<string | null, GraphNode[]>();
  for (const node of nodes) byParent.set(node.parent, [...(byParent.get(node.parent) ?? []), node]);
  const change = ({ perTraceA, perTraceB }: GraphNode) => Math.abs(perTraceA - perTraceB);
  const sorted = (parent: string | null) =>
    (byParent.get(parent) ?? []).sort((x, y) => change(y) - change(x) || (x.id < y.id ? -1 : 1));
  const result: GraphNode[] = [];
  const pending = sorted(null).reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    result.push(node);
    pending.push(...sorted(node.id).reverse());
  }
  return result;
}
