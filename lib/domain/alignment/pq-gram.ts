import type { LabelledTree } from "./labelled-tree";

/** How often each small neighbourhood (a node, its parent, three children in a row) occurs. */
export type PqGrams = { readonly counts: ReadonlyMap<string, number>; readonly size: number };

const NOBODY = "*";

/**
 * The pq-grams of a tree with p = 2 and q = 3, of its labels in order. Linear in time and memory.
 *
 * @see Augsten, Böhlen and Gamper 2005, "Approximate matching of hierarchical data using pq-grams"
 */
export function pqGramsOf({ labels, parents }: LabelledTree): PqGrams {
  const children = labels.map((): string[] => []);
  for (const [node, parent] of parents.entries()) children[parent]?.push(labels[node] ?? "");
  const counts = new Map<string, number>();
  let size = 0;
  for (const [node, label] of labels.entries()) {
    const stem = `${labels[parents[node] ?? -1] ?? NOBODY}\n${label}`;
    for (const row of rowsOfThree(children[node] ?? [])) {
      const gram = `${stem}\n${row}`;
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
      size += 1;
    }
  }
  return { counts, size };
}

/** Every three neighbours of a row that has two nobodies at either end; one such row for a leaf. */
function rowsOfThree(children: readonly string[]): string[] {
  if (children.length === 0) return [`${NOBODY}\n${NOBODY}\n${NOBODY}`];
  const row = [NOBODY, NOBODY, ...children, NOBODY, NOBODY];
  return row.slice(2).map((last, at) => `${row[at]}\n${row[at + 1]}\n${last}`);
}

/** 0 for trees with the same neighbourhoods, 1 for trees that share none. */
export function pqGramDistance(a: PqGrams, b: PqGrams): number {
  if (a.size + b.size === 0) return 0;
  const [small, large] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [gram, count] of small.counts) {
    shared += Math.min(count, large.counts.get(gram) ?? 0);
  }
  return 1 - (2 * shared) / (a.size + b.size);
}
