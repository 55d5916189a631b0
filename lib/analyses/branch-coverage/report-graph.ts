import type { PathFact } from "./report-facts";
import type { BranchRow, GraphReport } from "./report-shape";

type Traffic = { requests: number; evals: number };

/** Which branch follows which, over the paths that most requests took. In the order of traffic. */
export function buildGraph(
  paths: readonly PathFact[],
  rows: readonly BranchRow[],
  all: number,
): GraphReport {
  const nodes = new Map<string, Traffic>();
  const edges = new Map<string, Traffic & { from: string | null; to: string | null }>();
  for (const { steps, requests, evals } of paths) {
    for (const key of new Set(steps)) count(nodes, key, {}, requests, evals);
    const hops = new Set<string>();
    for (let at = 0; at <= steps.length; at += 1) {
      const from = steps[at - 1] ?? null;
      const to = steps[at] ?? null;
      const name = JSON.stringify([from, to]);
      // A request that goes round uses a way once, as a branch counts once.
      if (hops.has(name)) continue;
      hops.add(name);
      count(edges, name, { from, to }, requests, evals);
    }
  }
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return {
    nodes: [...nodes]
      .map(([key, traffic]) => ({ key, ...traffic, status: statusOf(byKey.get(key), traffic) }))
      .sort((a, b) => b.requests - a.requests || (a.key < b.key ? -1 : 1)),
    edges: [...edges.values()].sort(
      (a, b) => b.requests - a.requests || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1),
    ),
    drawn: paths.reduce((sum, { requests }) => sum + requests, 0),
    all,
  };
}

function count<Name extends object>(
  sums: Map<string, Traffic & Name>,
  name: string,
  fields: Name,
  requests: number,
  evals: number,
): void {
  const sum = sums.get(name) ?? { ...fields, requests: 0, evals: 0 };
  sum.requests += requests;
  sum.evals += evals;
  sums.set(name, sum);
}

function statusOf(
  row: BranchRow | undefined,
  { evals }: Traffic,
): GraphReport["nodes"][number]["status"] {
  if (!row) return evals > 0 ? "covered" : "unregistered";
  return row.exemption ? "exempt" : row.status;
}
