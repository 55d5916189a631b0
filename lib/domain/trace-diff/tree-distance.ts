import type { LabelledTree } from "../alignment/labelled-tree";
import { pqGramDistance, pqGramsOf } from "../alignment/pq-gram";
import { normalisedTreeDistance, treeEditDistance } from "../alignment/tree-edit-distance";
import type { TraceDiff } from "./trace-diff";

/** Larger pairs of trees are compared by their neighbourhoods. */
const MAX_PAIRS = 160_000;

export type TreeDistance = Pick<TraceDiff, "distance" | "distanceMethod">;

/** How far two trees of step names are apart, 0 … 1. */
export function treeDistance(a: LabelledTree, b: LabelledTree): TreeDistance {
  const [sizeA, sizeB] = [a.labels.length, b.labels.length];
  if (sizeA * sizeB > MAX_PAIRS) {
    return { distance: pqGramDistance(pqGramsOf(a), pqGramsOf(b)), distanceMethod: "pq_gram" };
  }
  const distance = normalisedTreeDistance(treeEditDistance(a, b), sizeA, sizeB);
  return { distance, distanceMethod: "tree_edit" };
}

/** The names of a run's steps as a tree: `kind:label`. */
export function treeOf(run: {
  readonly steps: readonly {
    readonly kind: string;
    readonly label: string;
    readonly parent: number;
  }[];
}): LabelledTree {
  return {
    labels: run.steps.map(({ kind, label }) => `${kind}:${label}`),
    parents: run.steps.map(({ parent }) => parent),
  };
}
