import type { OutlineSpan } from "./trace-outline";

/** What a tree is built from: who a span's parent is, when it began, and whether it failed. */
export type TreeSpan = Pick<OutlineSpan, "spanId" | "parentId" | "startMs" | "status">;

/** Why a span stands at the top although it names a parent. */
export type RootReason = "parent_not_received" | "cycle";

export type TreeNode = {
  /** Position of the span in the list the tree was built from. */
  readonly span: number;
  /** Position of the parent in `TraceTree.nodes`; -1 at the top. */
  readonly parent: number;
  /** 0 at the top. */
  readonly depth: number;
  /** Spans in this branch, itself included. */
  readonly size: number;
  /** Failed spans below it, itself not included. */
  readonly errorsBelow: number;
  /** No sibling follows it. */
  readonly isLast: boolean;
  readonly rootReason: RootReason | null;
};

export type TraceTree = {
  /** Every span exactly once, parents before children, siblings by start and then by arrival. */
  readonly nodes: readonly TreeNode[];
  /** For each span of the list, its position in `nodes`. */
  readonly positions: readonly number[];
};

const NONE = -1;

/**
 * The forest that a trace's spans form, whatever order they came in.
 *
 * A span whose parent never arrived becomes a root, and so does one span of each ring of parents
 * (the one that began first), so that nothing is lost. Nothing here recurses: a chain may be as
 * deep as the trace is long.
 */
export function buildTraceTree(spans: readonly TreeSpan[]): TraceTree {
  const { parents, reasons } = linkParents(spans);
  breakCycles(parents, reasons, spans);
  return layOut(spans, parents, reasons);
}

type Links = { readonly parents: number[]; readonly reasons: (RootReason | null)[] };

function linkParents(spans: readonly TreeSpan[]): Links {
  const indexOf = new Map(spans.map((span, index) => [span.spanId, index]));
  const reasons = new Array<RootReason | null>(spans.length).fill(null);
  const parents = spans.map(({ parentId }, index) => {
    if (parentId === null) return NONE;
    const parent = indexOf.get(parentId);
    if (parent === undefined) reasons[index] = "parent_not_received";
    return parent ?? NONE;
  });
  return { parents, reasons };
}

/** Walks up from every span once; meeting its own steps again means going round in a ring. */
function breakCycles(
  parents: number[],
  reasons: (RootReason | null)[],
  spans: readonly TreeSpan[],
): void {
  const walkOf = new Int32Array(spans.length).fill(NONE);
  for (let start = 0; start < spans.length; start += 1) {
    let at = start;
    while (at !== NONE && walkOf[at] === NONE) {
      walkOf[at] = start;
      at = parents[at] ?? NONE;
    }
    if (at === NONE || walkOf[at] !== start) continue;
    const first = earliestOfRing(at, parents, spans);
    parents[first] = NONE;
    reasons[first] = "cycle";
  }
}

function earliestOfRing(from: number, parents: readonly number[], spans: readonly TreeSpan[]) {
  let earliest = from;
  for (let at = parents[from] ?? NONE; at !== from && at !== NONE; at = parents[at] ?? NONE) {
    if (inOrder(spans)(at, earliest) < 0) earliest = at;
  }
  return earliest;
}

function inOrder(spans: readonly TreeSpan[]) {
  return (a: number, b: number) => (spans[a]?.startMs ?? 0) - (spans[b]?.startMs ?? 0) || a - b;
}

type Draft = { -readonly [Key in keyof TreeNode]: TreeNode[Key] };

function layOut(
  spans: readonly TreeSpan[],
  parents: readonly number[],
  reasons: readonly (RootReason | null)[],
): TraceTree {
  const { firstChild, nextSibling, firstRoot } = linkChildren(spans, parents);
  const nodes: Draft[] = [];
  const positions = new Array<number>(spans.length).fill(NONE);
  const siblingsLeft: number[] = [];
  let span = firstRoot;
  while (span !== NONE) {
    const parent = positions[parents[span] ?? NONE] ?? NONE;
    const next = nextSibling[span] ?? NONE;
    positions[span] = nodes.length;
    nodes.push({
      span,
      parent,
      depth: (nodes[parent]?.depth ?? -1) + 1,
      size: 1,
      errorsBelow: 0,
      isLast: next === NONE,
      rootReason: reasons[span] ?? null,
    });
    if (next !== NONE) siblingsLeft.push(next);
    const child = firstChild[span] ?? NONE;
    span = child === NONE ? (siblingsLeft.pop() ?? NONE) : child;
  }
  sumUp(nodes, spans);
  return { nodes, positions };
}

function linkChildren(spans: readonly TreeSpan[], parents: readonly number[]) {
  const firstChild = new Int32Array(spans.length).fill(NONE);
  const nextSibling = new Int32Array(spans.length).fill(NONE);
  let firstRoot = NONE;
  // From last to first, each one put before the siblings already there.
  for (const span of spans
    .map((_, index) => index)
    .sort(inOrder(spans))
    .reverse()) {
    const parent = parents[span] ?? NONE;
    nextSibling[span] = parent === NONE ? firstRoot : (firstChild[parent] ?? NONE);
    if (parent === NONE) firstRoot = span;
    else firstChild[parent] = span;
  }
  return { firstChild, nextSibling, firstRoot };
}

function sumUp(nodes: readonly Draft[], spans: readonly TreeSpan[]): void {
  for (const node of nodes.toReversed()) {
    const parent = nodes[node.parent];
    if (parent === undefined) continue;
    parent.size += node.size;
    parent.errorsBelow += node.errorsBelow + (spans[node.span]?.status === "error" ? 1 : 0);
  }
}

/** Positions of the nodes on screen: all but those below a collapsed one, in tree order. */
export function visibleRows(tree: TraceTree, collapsed: ReadonlySet<number>): readonly number[] {
  const rows: number[] = [];
  for (let position = 0; position < tree.nodes.length; ) {
    rows.push(position);
    position += collapsed.has(position) ? (tree.nodes[position]?.size ?? 1) : 1;
  }
  return rows;
}

/** Positions of a node's ancestors, the nearest first; at most `limit` of them. */
export function ancestorsOf(tree: TraceTree, position: number, limit = Infinity): number[] {
  const ancestors: number[] = [];
  let at = tree.nodes[position]?.parent ?? NONE;
  while (at !== NONE && ancestors.length < limit) {
    ancestors.push(at);
    at = tree.nodes[at]?.parent ?? NONE;
  }
  return ancestors;
}

/**
 * For the `levels` columns of indentation next to a node, left to right, whether a line runs down
 * through that column: it does where the branch beside it goes on further below. The last column
 * is the node's own, where the line comes from its parent.
 */
export function guidesOf(tree: TraceTree, position: number, levels: number): readonly boolean[] {
  const node = tree.nodes[position];
  if (node === undefined || node.depth === 0) return [];
  const branches = [position, ...ancestorsOf(tree, position, Math.min(levels, node.depth) - 1)];
  return branches.map((branch) => tree.nodes[branch]?.isLast === false).reverse();
}
