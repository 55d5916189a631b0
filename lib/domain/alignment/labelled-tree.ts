/** A forest of names, parents before children and siblings in order. */
export type LabelledTree = {
  readonly labels: readonly string[];
  /** Position of the parent; -1 at the top. */
  readonly parents: readonly number[];
};

/** Reads `{a{b}{c{d}}}`, the notation of the tree-edit literature. */
export function parseBracketTree(text: string): LabelledTree {
  const labels: string[] = [];
  const parents: number[] = [];
  const open: number[] = [];
  for (const [token] of text.matchAll(/\{[^{}]*|\}/g)) {
    if (token === "}") {
      open.pop();
      continue;
    }
    parents.push(open.at(-1) ?? -1);
    open.push(labels.length);
    labels.push(token.slice(1));
  }
  return { labels, parents };
}
