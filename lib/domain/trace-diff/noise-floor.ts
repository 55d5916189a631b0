import type { Span, SpanKind } from "../span";
import { compareRuns } from "./compare-runs";
import { treeDistance, treeOf } from "./tree-distance";
import type { VolatilePaths } from "./volatile-paths";

/** How much runs of one envelope and one input differ among themselves. */
export type NoiseFloor = {
  readonly replicates: number;
  /** 95th percentile of the distance between two replicates' trees. */
  readonly distanceP95: number;
  /** Whether a step's difference is one that replicates show as well; null when that cannot be told. */
  readonly isWithin: (kind: SpanKind, label: string, distance: number | null) => boolean | null;
};

const MIN_REPLICATES = 5;
/** Of many replicates, so many pairs are compared. */
const MAX_PAIRS = 30;
const QUANTILE = 0.95;

/** Null with fewer than five replicates: too few to know what is usual. */
export function noiseFloor(
  replicates: readonly (readonly Span[])[],
  paths: VolatilePaths,
): NoiseFloor | null {
  if (replicates.length < MIN_REPLICATES) return null;
  const pairs = pairsOf(replicates).slice(0, MAX_PAIRS);
  const byStep = new Map<string, number[]>();
  const distances = pairs.map(([left, right]) => {
    const { a, b, classified } = compareRuns(left, right, paths);
    for (const { stepA, distance } of classified.rows) {
      if (!stepA || distance === null) continue;
      const key = `${stepA.kind} ${stepA.label}`;
      byStep.set(key, [...(byStep.get(key) ?? []), distance]);
    }
    return treeDistance(treeOf(a), treeOf(b)).distance;
  });
  return {
    replicates: replicates.length,
    distanceP95: quantile(distances),
    isWithin: (kind, label, distance) => {
      const usual = byStep.get(`${kind} ${label}`);
      if (usual === undefined || distance === null) return null;
      return distance <= quantile(usual) + 1e-12;
    },
  };
}

/** Near neighbours first, so that a bounded number of pairs uses every run. */
export function pairsOf<Run>(runs: readonly Run[]): [Run, Run][] {
  const pairs: [Run, Run][] = [];
  for (let apart = 1; apart < runs.length; apart += 1) {
    for (const [at, run] of runs.entries()) {
      const other = runs[at + apart];
      if (other !== undefined) pairs.push([run, other]);
    }
  }
  return pairs;
}

/** Smallest value that 95 % do not exceed. */
function quantile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(QUANTILE * sorted.length) - 1)] ?? 0;
}
