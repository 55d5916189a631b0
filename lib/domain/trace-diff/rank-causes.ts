import type { RowFacts } from "./classify-rows";
import { compatibility } from "./envelope-axes";
import type { AxisDiff, ForkCause, RankedCause } from "./trace-diff";

/** How often runs differed materially: among pairs that differ on an axis, and among the others. */
export type AxisHistory = {
  readonly axis: string;
  readonly changedMaterial: number;
  readonly changedOther: number;
  readonly sameMaterial: number;
  readonly sameOther: number;
};

/** Expert defaults without published calibration; see docs/analyses/trace-diff.md. */
const PRIOR_OF_CHANGES = 0.8;
const PRIOR_OF_NOISE = 0.2;
const FITS = 6;
const HALF_FITS = 2;
const FITS_NOT = 0.3;
const MAX_LIFT = 5;
const NOISE_LIKELY = 5;
const STOCHASTIC = 6;

type Evidence = RankedCause["evidence"][number];

/**
 * Candidate causes by posterior odds: what changed, against chance. A ranking, not a proof.
 *
 * @param isWithinNoise whether replicates of one envelope differ as much; null without replicates
 */
export function rankCauses(
  row: RowFacts,
  cause: ForkCause,
  envelope: readonly AxisDiff[],
  history: readonly AxisHistory[],
  isWithinNoise: boolean | null,
): RankedCause[] {
  const kind = (row.stepA ?? row.stepB)?.kind ?? "chain";
  const axes = envelope
    .filter(({ partOf, status }) => partOf === null && status === "changed")
    .map(({ axis }) => axis);
  const fitOf = (axis: string) => compatibility(axis, kind, row.features.includes("tool_calls"));
  const seen = observedCause(cause);
  const prior = PRIOR_OF_CHANGES / (axes.length + (seen === null ? 0 : 1));
  const candidates: { cause: string; evidence: Evidence[] }[] = axes.map((axis) => ({
    cause: axis,
    evidence: [
      { name: "prior", factor: prior },
      { name: "position", factor: positionFactor(fitOf(axis)) },
      ...liftOf(axis, history),
    ],
  }));
  if (seen !== null) {
    const evidence = [
      { name: "prior", factor: prior },
      { name: "position", factor: FITS },
    ];
    candidates.push({ cause: seen, evidence });
  }
  candidates.push({ cause: "sampling_noise", evidence: noiseEvidence(row, isWithinNoise) });
  return normalised(candidates);
}

/** What the fork itself shows to have been other, where no axis of the envelope names it. */
function observedCause({ class: what, axis }: ForkCause): string | null {
  if (axis !== null) return null;
  switch (what) {
    case "tool_result":
      return "tool_behaviour";
    case "retrieval":
      return "retrieval_content";
    case "memory":
      return "memory_content";
    case "context":
      return "context_trim";
    case "tool_argument":
    case "harness":
      return "harness";
    case "user_input":
      return "user_input";
    case "input":
      return "unrecorded_input";
    default:
      return null;
  }
}

const positionFactor = (fit: number) => (fit === 1 ? FITS : fit > 0 ? HALF_FITS : FITS_NOT);

function liftOf(axis: string, history: readonly AxisHistory[]): Evidence[] {
  const found = history.find((entry) => entry.axis === axis);
  if (!found) return [];
  const factor = Math.exp(axisLift(found));
  return [{ name: "history", factor: Math.min(MAX_LIFT, Math.max(1 / MAX_LIFT, factor)) }];
}

/**
 * Logarithm of how many times more often runs that differ on an axis differ materially; a count is
 * added to every cell, so that an empty one is no certainty.
 */
export function axisLift(history: Omit<AxisHistory, "axis">): number {
  const { changedMaterial, changedOther, sameMaterial, sameOther } = history;
  const changed = (changedMaterial + 1) / (changedMaterial + changedOther + 2);
  const same = (sameMaterial + 1) / (sameMaterial + sameOther + 2);
  return Math.log(changed / same);
}

function noiseEvidence(row: RowFacts, isWithinNoise: boolean | null): Evidence[] {
  const evidence: Evidence[] = [{ name: "prior", factor: PRIOR_OF_NOISE }];
  if (isWithinNoise !== null) {
    evidence.push({ name: "noise", factor: isWithinNoise ? NOISE_LIKELY : 1 / NOISE_LIKELY });
  }
  if (row.class === "origin_stochastic") evidence.push({ name: "position", factor: STOCHASTIC });
  return evidence;
}

function normalised(
  candidates: readonly { cause: string; evidence: readonly Evidence[] }[],
): RankedCause[] {
  const weighed = candidates.map((candidate) => ({
    ...candidate,
    odds: candidate.evidence.reduce((product, { factor }) => product * factor, 1),
  }));
  const total = weighed.reduce((sum, { odds }) => sum + odds, 0);
  return weighed
    .map(({ cause, evidence, odds }) => ({ cause, posterior: odds / total, evidence }))
    .sort((a, b) => b.posterior - a.posterior || (a.cause < b.cause ? -1 : 1));
}
