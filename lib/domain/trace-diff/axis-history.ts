import type { Envelope } from "../envelope";
import { pairsOf } from "./noise-floor";
import type { AxisHistory } from "./rank-causes";

/** What is known of a run without reading its spans. */
export type RunOutcome = {
  readonly envelope: Envelope;
  readonly status: string;
  readonly outcome: string | null;
  /** Names of the tools it called, sorted. */
  readonly tools: readonly string[];
};

const MAX_PAIRS = 400;

/**
 * How often runs of one question came to something else, by axis of their envelopes. Rows tell no
 * wording: another status, another outcome or other tools is what counts. Axes by name; an axis
 * that a run does not say tells nothing of that pair.
 */
export function axisHistory(runs: readonly RunOutcome[]): AxisHistory[] {
  const tallies = new Map<string, { -readonly [Key in keyof AxisHistory]: AxisHistory[Key] }>();
  for (const [left, right] of pairsOf(runs).slice(0, MAX_PAIRS)) {
    const isMaterial = resultOf(left) !== resultOf(right);
    for (const [axis, value] of Object.entries(left.envelope)) {
      const other = right.envelope[axis];
      if (other === undefined) continue;
      const tally = tallies.get(axis) ?? { axis, ...NONE };
      tally[cellOf(value !== other, isMaterial)] += 1;
      tallies.set(axis, tally);
    }
  }
  return [...tallies.values()].sort((a, b) => (a.axis < b.axis ? -1 : 1));
}

const NONE = { changedMaterial: 0, changedOther: 0, sameMaterial: 0, sameOther: 0 };

function cellOf(isChanged: boolean, isMaterial: boolean) {
  if (isChanged) return isMaterial ? "changedMaterial" : "changedOther";
  return isMaterial ? "sameMaterial" : "sameOther";
}

const resultOf = ({ status, outcome, tools }: RunOutcome) =>
  JSON.stringify([status, outcome, tools]);
