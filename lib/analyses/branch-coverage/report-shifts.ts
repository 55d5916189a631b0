import { branchKey, parseBranchKey } from "@/lib/domain/branches/branch-key";
import { type FiringSample, firingShifts } from "@/lib/domain/branches/firing-shift";
import type { BranchCoverageFacts, RepeatedQuestion, ShiftSide } from "./report-facts";
import type { BranchRow, FlowReport, ShiftReport } from "./report-shape";

type Side = ShiftSide["side"];
type Sample = FiringSample & { readonly key: string };

/** Requests of one side of a branch, and how unevenly its buckets hold them. */
type Count = {
  readonly fired: number;
  readonly reached: number;
  readonly chiSquare: number;
  readonly df: number;
};

/** What the latest change did to how often branches fire; what fires first, then by p-value. */
export function buildShifts(
  { change, sides }: Pick<BranchCoverageFacts, "change" | "sides">,
  rows: readonly BranchRow[],
): ShiftReport[] {
  if (!change) return [];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const samples = samplesOf(sides, byKey);
  const shifts = firingShifts(samples, change.isYoung);
  return samples
    .flatMap((sample, at): ShiftReport[] => {
      const shift = shifts[at];
      if (!shift) return [];
      const { before, after, overdispersion, key } = sample;
      const {
        ratio,
        ratioLow,
        ratioHigh,
        difference,
        low,
        high,
        p,
        adjustedP,
        isMaterial,
        firing,
      } = shift;
      return [
        {
          key,
          ...parseBranchKey(key),
          label: byKey.get(key)?.label ?? parseBranchKey(key).branch,
          before: before.successes / before.trials,
          after: after.successes / after.trials,
          beforeHits: before.successes,
          beforeReached: before.trials,
          afterHits: after.successes,
          afterReached: after.trials,
          difference,
          low,
          high,
          riskRatio: ratio,
          riskRatioLow: ratioLow,
          riskRatioHigh: ratioHigh,
          p,
          adjustedP,
          overdispersion,
          since: change.since,
          isMaterial,
          firing,
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(b.firing) - Number(a.firing) ||
        a.adjustedP - b.adjustedP ||
        a.p - b.p ||
        (a.key < b.key ? -1 : 1),
    );
}

function samplesOf(sides: readonly ShiftSide[], byKey: ReadonlyMap<string, BranchRow>): Sample[] {
  const index = new Map(sides.map((row) => [nameOf(row.side, row.point, row.branch), row]));
  const keys = new Set(
    sides.flatMap(({ point, branch }) =>
      point !== null && branch !== null ? branchKey(point, branch) : [],
    ),
  );
  return [...keys].sort().flatMap((key) => {
    // The derived form of a registered branch has no row of its own.
    const row = byKey.get(key);
    if (!row) return [];
    const ofWhole = row.detect !== null;
    const before = countOf(index, "before", key, ofWhole);
    const after = countOf(index, "after", key, ofWhole);
    if (!before || !after) return [];
    const df = before.df + after.df;
    const phi = df === 0 ? 1 : Math.max(1, (before.chiSquare + after.chiSquare) / df);
    return [
      {
        key,
        before: { successes: before.fired, trials: before.reached },
        after: { successes: after.fired, trials: after.reached },
        overdispersion: phi,
      },
    ];
  });
}

const nameOf = (side: Side, point: string | null, branch: string | null) =>
  JSON.stringify([side, point, branch]);

function countOf(
  index: ReadonlyMap<string, ShiftSide>,
  side: Side,
  key: string,
  ofWhole: boolean,
): Count | null {
  const { point, branch } = parseBranchKey(key);
  const reached = index.get(nameOf(side, ofWhole ? null : point, null));
  if (!reached) return null;
  const own = index.get(nameOf(side, point, branch));
  const fired = own?.n ?? 0;
  const squares = (ofWhole ? own?.spreadOfWhole : own?.spread) ?? 0;
  const p = fired / reached.n;
  const isMixed = p > 0 && p < 1;
  return {
    fired,
    reached: reached.n,
    // Σ (x − np)² / np(1−p) over the buckets, in the sums that the store gives.
    chiSquare: isMixed ? Math.max(0, (squares - fired * p) / (p * (1 - p))) : 0,
    df: isMixed ? Math.max(0, reached.spread - 1) : 0,
  };
}

const MAX_FLOWS = 50;

/** Questions asked on both sides of the change whose branch at a point was another afterwards. */
export function buildFlows(repeated: readonly RepeatedQuestion[]): FlowReport[] {
  const flows = new Map<string, FlowReport>();
  for (const question of repeated) {
    for (const move of movesOf(question)) {
      const name = JSON.stringify([move.point, move.from, move.to]);
      const known = flows.get(name);
      flows.set(name, { ...move, questions: (known?.questions ?? 0) + 1 });
    }
  }
  return [...flows.values()]
    .sort((a, b) => b.questions - a.questions || (a.point + a.to < b.point + b.to ? -1 : 1))
    .slice(0, MAX_FLOWS);
}

/** Where one branch of a point was left and another taken. */
function movesOf({ before, after, beforeTrace, afterTrace }: RepeatedQuestion) {
  const left = before.filter((key) => !after.includes(key)).map(parseBranchKey);
  const taken = after.filter((key) => !before.includes(key)).map(parseBranchKey);
  return left.flatMap(({ point, branch: from }) =>
    taken
      .filter((other) => other.point === point)
      .map(({ branch: to }) => ({ point, from, to, beforeTrace, afterTrace })),
  );
}
