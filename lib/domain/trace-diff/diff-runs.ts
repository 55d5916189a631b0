import type { Span } from "../span";
import { buildStepDetail } from "./build-step-detail";
import type { Classified, RowFacts } from "./classify-rows";
import { collectIgnored } from "./collect-ignored";
import { compareRuns } from "./compare-runs";
import { describeFork } from "./describe-fork";
import { type ForkPlace, findFork } from "./find-fork";
import { forkCause } from "./fork-cause";
import type { NoiseFloor } from "./noise-floor";
import { type AxisHistory, rankCauses } from "./rank-causes";
import { sameQuestion } from "./same-question";
import type { AxisDiff, DiffStep, Fork, TraceDiff } from "./trace-diff";
import { treeDistance, treeOf } from "./tree-distance";
import type { VolatilePaths } from "./volatile-paths";

export type DiffOptions = {
  readonly paths: VolatilePaths;
  /** Null without replicates. */
  readonly noise: NoiseFloor | null;
  readonly history: readonly AxisHistory[];
};

/** Steps whose difference is told closely; the others' on request. */
const MAX_DETAILS = 100;

/** How two runs differ; the spans of each in any order. */
export function diffRuns(
  spansA: readonly Span[],
  spansB: readonly Span[],
  options: DiffOptions,
): TraceDiff {
  const { a, b, classified, envelope } = compareRuns(spansA, spansB, options.paths);
  const comparable = sameQuestion(a, b, [spansA[0]?.traceId ?? "", spansB[0]?.traceId ?? ""]);
  const place = comparable.status === "different_question" ? null : findFork(classified);
  const told = place && tellFork(place, classified, envelope, options);
  const steps = buildSteps(classified, place, told?.fork.summary ?? null, options);
  return {
    comparable,
    envelope,
    steps,
    fork: told?.fork ?? null,
    consequences: steps.filter(({ role }) => role === "consequence").length,
    causes: told?.causes ?? [],
    ...treeDistance(treeOf(a), treeOf(b)),
    ignored: collectIgnored(classified.rows),
    noise: options.noise && {
      replicates: options.noise.replicates,
      distanceP95: options.noise.distanceP95,
    },
  };
}

function tellFork(
  place: ForkPlace,
  { rows }: Classified,
  envelope: readonly AxisDiff[],
  { paths, noise, history }: DiffOptions,
): { fork: Fork; causes: TraceDiff["causes"] } | null {
  const row = rows[place.row];
  if (!row) return null;
  const cause = forkCause(row, envelope);
  const told = bothSides(rows[place.asked ?? place.row] ?? row, rows[place.instead ?? -1] ?? null);
  const isPaired = row.stepA !== null && row.stepB !== null;
  const isOwn = isPaired && place.asked === null;
  const { kind, label } = nameOf(row);
  const fork: Fork = {
    index: place.row,
    ...spanIdsOf(isPaired ? row : told),
    kind,
    summary: describeFork(row, isOwn ? null : told, cause, envelope, paths),
    cause,
  };
  const isWithinNoise = noise?.isWithin(kind, label, row.distance) ?? null;
  return { fork, causes: rankCauses(row, cause, envelope, history, isWithinNoise) };
}

function spanIdsOf({ stepA, stepB }: RowFacts): { a: string | null; b: string | null } {
  return { a: stepA?.span.spanId ?? null, b: stepB?.span.spanId ?? null };
}

function nameOf({ stepA, stepB }: RowFacts): Pick<DiffStep, "kind" | "label"> {
  const step = stepA ?? stepB;
  return { kind: step?.kind ?? "chain", label: step?.label ?? "" };
}

/** What differs closely at one step, by its place in the diff of the same runs; null on a step of one run. */
export function diffStep(
  spansA: readonly Span[],
  spansB: readonly Span[],
  index: number,
  paths: VolatilePaths,
): DiffStep["detail"] {
  const row = compareRuns(spansA, spansB, paths).classified.rows[index];
  return row ? detailOf(row, `${nameOf(row).label} differs`, paths) : null;
}

/** One step instead of another, as one row. */
function bothSides(row: RowFacts, beside: RowFacts | null): RowFacts {
  if (!beside) return row;
  return { ...row, stepA: row.stepA ?? beside.stepA, stepB: row.stepB ?? beside.stepB };
}

function buildSteps(
  { rows }: Classified,
  place: ForkPlace | null,
  summary: string | null,
  options: DiffOptions,
): DiffStep[] {
  let details = 0;
  return rows.map((row, index) => {
    const isFork = place?.row === index;
    const isDifferent = row.class !== "identical";
    const takesDetail =
      isDifferent && row.stepA !== null && row.stepB !== null && details < MAX_DETAILS;
    if (takesDetail) details += 1;
    const line = isFork && summary !== null ? summary : "";
    return buildStep(row, index, roleOf(row, index, place), takesDetail ? line : null, options);
  });
}

function roleOf(row: RowFacts, index: number, place: ForkPlace | null): DiffStep["role"] {
  if (place === null || index < place.row) return null;
  if (index === place.row) return "fork";
  if (place.asked === null && index === place.instead) return "fork";
  return isChanged(row) ? "consequence" : null;
}

function isChanged(row: RowFacts): boolean {
  if (row.stepA === null || row.stepB === null) return true;
  return row.output === "different" && row.materiality !== "cosmetic";
}

/** @param line what to say of it, or null to leave the detail out */
function buildStep(
  row: RowFacts,
  index: number,
  role: DiffStep["role"],
  line: string | null,
  { paths, noise }: DiffOptions,
): DiffStep {
  const { stepA, stepB } = row;
  const { kind, label } = nameOf(row);
  return {
    index,
    ...spanIdsOf(row),
    kind,
    label,
    depth: row.depth,
    pairing: pairingOf(row),
    class: row.class,
    materiality: row.materiality,
    role,
    attempts: { a: stepA?.attempts ?? 0, b: stepB?.attempts ?? 0 },
    group: row.group,
    axes: row.axes,
    features: row.features,
    distance: row.distance,
    isWithinNoise: noise?.isWithin(kind, label, row.distance) ?? null,
    detail: line === null ? null : detailOf(row, line || `${label} differs`, paths),
  };
}

function pairingOf({ stepA, stepB, isMoved }: RowFacts): DiffStep["pairing"] {
  if (stepA === null) return "inserted";
  if (stepB === null) return "deleted";
  return isMoved ? "moved" : "matched";
}

function detailOf(
  { stepA, stepB, features }: RowFacts,
  line: string,
  paths: VolatilePaths,
): DiffStep["detail"] {
  return stepA && stepB ? buildStepDetail(stepA, stepB, features, line, paths) : null;
}
