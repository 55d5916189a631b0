import type { LabelledTree } from "../alignment/labelled-tree";
import { benjaminiHochberg } from "../statistics/benjamini-hochberg";
import { fisherExact } from "../statistics/fisher-exact";
import type { Signature } from "./group-diff";
import { treeDistance } from "./tree-distance";

/** A run, named by its shape. */
export type ShapedRun = {
  readonly traceId: string;
  readonly signature: string;
  readonly tree: LabelledTree;
};

const MAX_LABELS = 12;
const MAX_PRECURSORS = 3;
const SIGNIFICANT = 0.05;
const LEAST_EFFECT = 0.02;

/**
 * Which shapes of run are more frequent in one group: Fisher's test for each, corrected over all of
 * them. A shape that B gained is linked to those that lost traces and resemble it.
 *
 * @see Sambasivan et al. 2011 (Spectroscope), for precursors
 */
export function compareSignatures(
  groupA: readonly ShapedRun[],
  groupB: readonly ShapedRun[],
): Signature[] {
  const examples = new Map([...groupB, ...groupA].map((run) => [run.signature, run]));
  const rows = [...examples.values()].map((example) => {
    const ofA = groupA.filter(({ signature }) => signature === example.signature);
    const ofB = groupB.filter(({ signature }) => signature === example.signature);
    const { twoSided: p } = fisherExact([
      [ofA.length, groupA.length - ofA.length],
      [ofB.length, groupB.length - ofB.length],
    ]);
    return { example, ofA, ofB, p };
  });
  const adjusted = benjaminiHochberg(rows.map(({ p }) => p));
  const signatures = rows.map(({ example, ofA, ofB }, at) => {
    const shareA = share(ofA.length, groupA.length);
    const shareB = share(ofB.length, groupB.length);
    const adjustedP = adjusted[at] ?? 1;
    return {
      id: example.signature,
      label: labelOf(example.tree),
      tree: example.tree,
      tracesA: ofA.length,
      tracesB: ofB.length,
      shareA,
      shareB,
      adjustedP,
      isDifferent: adjustedP <= SIGNIFICANT && Math.abs(shareA - shareB) >= LEAST_EFFECT,
      exampleA: ofA[0]?.traceId ?? null,
      exampleB: ofB[0]?.traceId ?? null,
    };
  });
  return signatures
    .map(({ tree, ...row }) => ({ ...row, precursors: precursorsOf(row, tree, signatures) }))
    .sort(
      (x, y) =>
        Math.abs(y.shareB - y.shareA) - Math.abs(x.shareB - x.shareA) || (x.id < y.id ? -1 : 1),
    );
}

const share = (count: number, all: number) => (all === 0 ? 0 : count / all);

type Shares = { readonly id: string; readonly shareA: number; readonly shareB: number };

/** Those that lost share, by how much they lost and how alike they are. */
function precursorsOf(
  gained: Shares,
  tree: LabelledTree,
  all: readonly (Shares & { readonly tree: LabelledTree })[],
): string[] {
  if (gained.shareB <= gained.shareA) return [];
  return all
    .filter(({ shareA, shareB }) => shareB < shareA)
    .map((lost) => ({
      id: lost.id,
      weight:
        (lost.shareA - lost.shareB) /
        (1 + treeDistance(lost.tree, tree).distance * tree.labels.length),
    }))
    .sort((x, y) => y.weight - x.weight || (x.id < y.id ? -1 : 1))
    .slice(0, MAX_PRECURSORS)
    .map(({ id }) => id);
}

function labelOf({ labels }: LabelledTree): string {
  const shown = labels.slice(0, MAX_LABELS).map((label) => label.slice(label.indexOf(":") + 1));
  return labels.length > MAX_LABELS ? `${shown.join(" → ")} → …` : shown.join(" → ");
}
