import type { LabelledTree } from "./labelled-tree";

/**
 * Fewest insertions, deletions and renamings of nodes that turn one ordered tree into the other.
 * A forest is taken as the children of one root that both share.
 *
 * O(|A|·|B|) memory and, on the bushy trees that runs make, little more time; up to the square of
 * that on deep ones, so callers bound the sizes.
 *
 * @see Zhang and Shasha 1989
 */
export function treeEditDistance(a: LabelledTree, b: LabelledTree): number {
  const names = new Map<string, number>();
  const left = postorder(a, names);
  const right = postorder(b, names);
  const width = right.size;
  const distances = new Int32Array(left.size * width);
  const forest = new Int32Array((left.size + 1) * (width + 1));
  for (const rootA of left.keyRoots) {
    for (const rootB of right.keyRoots) fillForest(left, right, rootA, rootB, distances, forest);
  }
  return distances[left.size * width - 1] ?? 0;
}

/** Between 0 and 1, and a metric: `2d / (|A| + |B| + d)`. @see Li and Zhang 2011 */
export function normalisedTreeDistance(distance: number, sizeA: number, sizeB: number): number {
  const total = sizeA + sizeB + distance;
  return total === 0 ? 0 : (2 * distance) / total;
}

type Postorder = {
  readonly size: number;
  readonly labels: Int32Array;
  /** For each node, the leftmost leaf below it. */
  readonly leftmost: Int32Array;
  /** Ascending: the root and every node with a sibling to its left. */
  readonly keyRoots: readonly number[];
};

const SHARED_ROOT = 0;

function postorder(tree: LabelledTree, names: Map<string, number>): Postorder {
  const children = childrenOf(tree);
  const size = children.length;
  const labels = new Int32Array(size);
  const leftmost = new Int32Array(size);
  const rankOf = new Int32Array(size);
  /** For each leaf, the highest node that it is leftmost below. */
  const highest = new Map<number, number>();
  for (const [rank, node] of childrenFirst(children).entries()) {
    const first = children[node]?.[0];
    const leaf = first === undefined ? rank : valueAt(leftmost, valueAt(rankOf, first));
    leftmost[rank] = leaf;
    labels[rank] = node === 0 ? SHARED_ROOT : numberOf(names, tree.labels[node - 1] ?? "");
    rankOf[node] = rank;
    highest.set(leaf, rank);
  }
  return { size, labels, leftmost, keyRoots: [...highest.values()].sort((x, y) => x - y) };
}

/** Node 0 is the shared root, node n the tree's node n - 1. */
function childrenOf({ labels, parents }: LabelledTree): number[][] {
  const children = Array.from({ length: labels.length + 1 }, (): number[] => []);
  for (const node of labels.keys()) children[(parents[node] ?? -1) + 1]?.push(node + 1);
  return children;
}

/** A walk that visits parents first and siblings from the right, read backwards. */
function childrenFirst(children: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const pending = [0];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    order.push(node);
    pending.push(...(children[node] ?? []));
  }
  return order.reverse();
}

/** A position inside the array, by construction. */
function valueAt(values: Int32Array, position: number): number {
  return values[position] ?? 0;
}

function numberOf(names: Map<string, number>, label: string): number {
  const known = names.get(label);
  if (known !== undefined) return known;
  names.set(label, names.size + 1);
  return names.size;
}

/** Distances between the forests left of each pair of nodes below two key roots. */
function fillForest(
  a: Postorder,
  b: Postorder,
  rootA: number,
  rootB: number,
  distances: Int32Array,
  forest: Int32Array,
): void {
  const fromA = a.leftmost[rootA] ?? 0;
  const fromB = b.leftmost[rootB] ?? 0;
  const width = rootB - fromB + 2;
  forest[0] = 0;
  for (let j = 1; j < width; j += 1) forest[j] = j;
  for (let nodeA = fromA; nodeA <= rootA; nodeA += 1) {
    const leafA = valueAt(a.leftmost, nodeA);
    const row = (nodeA - fromA + 1) * width;
    forest[row] = nodeA - fromA + 1;
    for (let nodeB = fromB; nodeB <= rootB; nodeB += 1) {
      const leafB = valueAt(b.leftmost, nodeB);
      const here = row + nodeB - fromB + 1;
      const cell = nodeA * b.size + nodeB;
      const alone = Math.min(valueAt(forest, here - width), valueAt(forest, here - 1)) + 1;
      if (leafA === fromA && leafB === fromB) {
        const renamed = Number(a.labels[nodeA] !== b.labels[nodeB]);
        distances[cell] = Math.min(alone, valueAt(forest, here - width - 1) + renamed);
        forest[here] = valueAt(distances, cell);
      } else {
        const before = valueAt(forest, (leafA - fromA) * width + leafB - fromB);
        forest[here] = Math.min(alone, before + valueAt(distances, cell));
      }
    }
  }
}
