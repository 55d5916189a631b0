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
    const below = children[node] ?? [];
    const row = below.length === 0 ? [] : [NOBODY, NOBODY, ...below, NOBODY, NOBODY];
    for (let at = 0; at <= Math.max(0, row.length - 3); at += 1) {
      const gram = `${stem}\n${row[at] ?? NOBODY}\n${row[at + 1] ?? NOBODY}\n${row[at + 2] ?? NOBODY}`;
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
      size += 1;
    }
  }
  return { counts, size };
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
