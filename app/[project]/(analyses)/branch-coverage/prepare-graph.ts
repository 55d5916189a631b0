import { Graph, layout } from "@dagrejs/dagre";
import { formatCount } from "@/components/format";
import { formatShare } from "@/components/format-share";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { GraphReport } from "@/lib/analyses/branch-coverage/report-shape";
import { parseBranchKey } from "@/lib/domain/branches/branch-key";

export type GraphNodeView = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly subtitle: string;
  readonly tone: "covered" | "thin" | "untested" | "exempt" | "end" | "rest";
  /** Null for a node that stands for no single branch. */
  readonly href: string | null;
  /** Everything about it, for its tooltip and for screen readers. */
  readonly description: string;
};

export type GraphEdgeView = {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  readonly tone: GraphNodeView["tone"];
  readonly description: string;
};

export type GraphView = {
  /** The stretch of the plane that holds everything. */
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
  /** Branches that stand together in one node. */
  readonly folded: number;
  /** Share of requests whose path is drawn; null without any. */
  readonly drawnShare: number | null;
};

const START = "\0start";
const END = "\0end";
const REST = "\0rest";
const MAX_NODES = 12;
const MAX_UNTESTED = 5;
/** Beyond these lines nobody could follow one. */
const MAX_EDGES = 36;
const NODE = { width: 184, height: 40 };
const SMALL = { width: 64, height: 28 };
/** Ways that fewer requests take are left out unless they lead to something untested. */
const LEAST_SHARE = 0.004;
const MAX_WIDTH = 12;

/** The decisions from left to right, the busiest and the untested ones apart, the rest together. */
export function prepareGraph(
  { graph, branches }: Pick<BranchCoverageReport, "graph" | "branches">,
  hrefOf: (key: string) => string,
): GraphView {
  const kept = keptNodes(graph);
  const edges = foldEdges(graph, kept);
  const toneOf = (id: string) => toneOfNode(graph, id);
  const ids = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const drawing = new Graph({ multigraph: false });
  // The usual ranker improves until nothing gets better, which rounding can keep from ever being so.
  drawing.setGraph({
    rankdir: "LR",
    ranker: "tight-tree",
    nodesep: 14,
    ranksep: 64,
    edgesep: 4,
    marginx: 8,
    marginy: 8,
  });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) drawing.setNode(id, { ...(isBranch(id) ? NODE : SMALL) });
  for (const { from, to, requests } of edges)
    drawing.setEdge(from, to, { weight: 1 + Math.round(Math.log1p(requests)) });
  layout(drawing);
  const busiest = Math.max(1, ...edges.map(({ requests }) => requests));
  const labels = new Map(branches.map((row) => [row.key, row.label]));
  const places = new Map(ids.map((id) => [id, placeOf(drawing.node(id))]));
  const lines = edges.map(({ from, to }) => lineOf(places.get(from), places.get(to)));
  return {
    ...sizeOf([...places.values()], lines),
    nodes: [...places].map(([id, place]) => nodeView(graph, id, place, labels, hrefOf)),
    edges: edges.map(({ from, to, requests, evals }, at) => ({
      id: `${from} ${to}`,
      path: pathOf(lines[at]),
      width: 1 + (MAX_WIDTH - 1) * Math.sqrt(requests / busiest),
      tone: toneOf(to) === "end" ? toneOf(from) : toneOf(to),
      description: `${nameOf(from)} to ${nameOf(to)}: ${formatCount(requests)} requests, ${formatCount(evals)} evals`,
    })),
    folded: graph.nodes.length - kept.size,
    drawnShare: graph.all === 0 ? null : Math.min(1, graph.drawn / graph.all),
  };
}

const isBranch = (id: string) => id !== START && id !== END;

/** The busiest branches, and the busiest of the untested. */
function keptNodes({ nodes }: GraphReport): ReadonlySet<string> {
  const untested = nodes.filter(({ evals, status }) => evals === 0 && status !== "exempt");
  return new Set([
    ...nodes.slice(0, MAX_NODES).map(({ key }) => key),
    ...untested.slice(0, MAX_UNTESTED).map(({ key }) => key),
  ]);
}

type Edge = { from: string; to: string; requests: number; evals: number };

function foldEdges({ edges, nodes, drawn }: GraphReport, kept: ReadonlySet<string>): Edge[] {
  const place = (key: string | null, end: string) =>
    key === null ? end : kept.has(key) ? key : REST;
  const folded = new Map<string, Edge>();
  for (const { from, to, requests, evals } of edges) {
    const ends = { from: place(from, START), to: place(to, END) };
    if (ends.from === ends.to) continue;
    const name = JSON.stringify(ends);
    const known = folded.get(name) ?? { ...ends, requests: 0, evals: 0 };
    folded.set(name, {
      ...known,
      requests: known.requests + requests,
      evals: known.evals + evals,
    });
  }
  const untested = new Set(nodes.filter(({ evals }) => evals === 0).map(({ key }) => key));
  return [...folded.values()]
    .filter(
      ({ from, to, requests }) =>
        requests >= LEAST_SHARE * drawn || untested.has(to) || untested.has(from),
    )
    .sort((a, b) => b.requests - a.requests)
    .slice(0, MAX_EDGES);
}

function toneOfNode({ nodes }: GraphReport, id: string): GraphNodeView["tone"] {
  if (id === START || id === END) return "end";
  if (id === REST) return "rest";
  const node = nodes.find(({ key }) => key === id);
  if (!node) return "rest";
  if (node.status === "exempt" || node.status === "covered") return node.status;
  return node.evals === 0 ? "untested" : "thin";
}

type Place = Pick<GraphNodeView, "x" | "y" | "width" | "height">;

function placeOf(
  node: { x?: number; y?: number; width?: number; height?: number } | undefined,
): Place {
  const { x = 0, y = 0, width = 0, height = 0 } = node ?? {};
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function nodeView(
  graph: GraphReport,
  id: string,
  place: Place,
  labels: ReadonlyMap<string, string>,
  hrefOf: (key: string) => string,
): GraphNodeView {
  const node = graph.nodes.find(({ key }) => key === id);
  const tone = toneOfNode(graph, id);
  if (!node) {
    const title = nameOf(id);
    return { id, ...place, title, subtitle: "", tone, href: null, description: title };
  }
  const { point, branch } = parseBranchKey(node.key);
  const share = graph.drawn === 0 ? null : node.requests / graph.drawn;
  return {
    id,
    ...place,
    // A label may say what is done as well; there is room for the condition.
    title: labels.get(node.key)?.split(" → ")[0] ?? branch,
    subtitle: `${point} · ${formatShare(share)}`,
    tone,
    href: hrefOf(node.key),
    description: `${node.key}: ${formatCount(node.requests)} requests (${formatShare(share)}), ${formatCount(node.evals)} evals, ${tone}`,
  };
}

function nameOf(id: string): string {
  if (id === START) return "start";
  if (id === END) return "end";
  return id === REST ? "other branches" : id;
}

type Point = { readonly x: number; readonly y: number };
/** Start, two points that bend it, and end. */
type Line = readonly [Point, Point, Point, Point];

const MARGIN = 12;
const NOWHERE: Place = { x: 0, y: 0, width: 0, height: 0 };

/** Leaves on the right and arrives on the left; a way back goes round below both. */
function lineOf(from: Place = NOWHERE, to: Place = NOWHERE): Line {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const run = end.x - start.x;
  if (run > 0) {
    const bend = run / 2;
    return [start, { x: start.x + bend, y: start.y }, { x: end.x - bend, y: end.y }, end];
  }
  const below = Math.max(start.y, end.y) + 70;
  return [start, { x: start.x + 70, y: below }, { x: end.x - 70, y: below }, end];
}

function pathOf(line: Line | undefined): string {
  if (!line) return "";
  const [start, ...bends] = line.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `M${start}C${bends.join(" ")}`;
}

/** Everything, with what bends lines: they stay within. */
function sizeOf(places: readonly Place[], lines: readonly Line[]) {
  const points = lines.flat();
  const xs = [...places.flatMap(({ x, width }) => [x, x + width]), ...points.map(({ x }) => x)];
  const ys = [...places.flatMap(({ y, height }) => [y, y + height]), ...points.map(({ y }) => y)];
  const left = Math.min(0, ...xs) - MARGIN;
  const top = Math.min(0, ...ys) - MARGIN;
  return {
    left,
    top,
    width: Math.max(0, ...xs) + MARGIN - left,
    height: Math.max(0, ...ys) + MARGIN - top,
  };
}
