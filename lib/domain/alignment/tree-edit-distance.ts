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

function postorder({ labels, parents }: LabelledTree, names: Map<string, number>): Postorder {
  const count = labels.length;
  const children = Array.from({ length: count + 1 }, (): number[] => []);
  for (let node = 0; node < count; node += 1) children[(parents[node] ?? -1) + 1]?.push(node + 1);
  const size = count + 1;
  const order = { labels: new Int32Array(size), leftmost: new Int32Array(size) };
  const lastWithLeaf = new Map<number, number>();
  const rankOf = new Int32Array(size);
  let rank = 0;
  const pending: { node: number; next: number }[] = [{ node: 0, next: 0 }];
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    const below = children[top.node] ?? [];
    const child = below[top.next];
    if (child !== undefined) {
      top.next += 1;
      pending.push({ node: child, next: 0 });
      continue;
    }
    const first = below[0];
    order.leftmost[rank] = first === undefined ? rank : (order.leftmost[rankOf[first] ?? 0] ?? 0);
    order.labels[rank] = top.node === 0 ? SHARED_ROOT : numberOf(names, labels[top.node - 1] ?? "");
    lastWithLeaf.set(order.leftmost[rank] ?? 0, rank);
    rankOf[top.node] = rank;
    rank += 1;
    pending.pop();
  }
  return { size, ...order, keyRoots: [...lastWithLeaf.values()].sort((x, y) => x - y) };
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
  for (let i = 1; i <= rootA - fromA + 1; i += 1) {
    const nodeA = fromA + i - 1;
    const leafA = a.leftmost[nodeA] ?? 0;
    const row = i * width;
    forest[row] = i;
    for (let j = 1; j < width; j += 1) {
      const nodeB = fromB + j - 1;
      const leafB = b.leftmost[nodeB] ?? 0;
      const alone = Math.min(forest[row - width + j] ?? 0, forest[row + j - 1] ?? 0) + 1;
      const cell = nodeA * b.size + nodeB;
      if (leafA === fromA && leafB === fromB) {
        const renamed = a.labels[nodeA] === b.labels[nodeB] ? 0 : 1;
        const paired = (forest[row - width + j - 1] ?? 0) + renamed;
        distances[cell] = Math.min(alone, paired);
        forest[row + j] = distances[cell] ?? 0;
      } else {
        const before = forest[(leafA - fromA) * width + leafB - fromB] ?? 0;
        forest[row + j] = Math.min(alone, before + (distances[cell] ?? 0));
      }
    }
  }
}
