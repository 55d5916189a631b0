import { groupBy } from "../group-by";
import type { Span } from "../span";
import { aggregateGraph } from "./aggregate-graph";
import { canonicalRun, type Run } from "./canonical-run";
import { CanonicalValues } from "./canonical-values";
import { compareRuns } from "./compare-runs";
import { energyTest } from "./energy-test";
import { findFork } from "./find-fork";
import { forkCause } from "./fork-cause";
import type { ForkCount, GroupDiff, Separation } from "./group-diff";
import { Interner } from "./interner";
import { compareSignatures, type ShapedRun } from "./signatures";
import { treeDistance, treeOf } from "./tree-distance";
import type { VolatilePaths } from "./volatile-paths";

type GroupRun = ShapedRun & {
  readonly spans: readonly Span[];
  readonly run: Run;
  /** Equal for runs that answer the same question; null when it is not known. */
  readonly question: string | null;
};

const MAX_SAMPLED = 60;
const MAX_PAIRS = 60;
const SEED = 20_260_301;
const NO_VALUES = { values: new Set<string>() };

/** How two groups of runs differ; each run's spans in any order. */
export function diffGroups(
  groupA: readonly (readonly Span[])[],
  groupB: readonly (readonly Span[])[],
  paths: VolatilePaths,
): GroupDiff {
  const values = new CanonicalValues(new Interner(), paths, NO_VALUES, NO_VALUES);
  const a = groupA.map((spans) => groupRun(spans, values));
  const b = groupB.map((spans) => groupRun(spans, values));
  return {
    tracesA: a.length,
    tracesB: b.length,
    graph: aggregateGraph(
      a.map(({ run }) => run),
      b.map(({ run }) => run),
    ),
    signatures: compareSignatures(a, b),
    ...countForks(a, b, paths),
    separation: separate(a, b),
  };
}

function groupRun(spans: readonly Span[], values: CanonicalValues): GroupRun {
  const run = canonicalRun(spans, values);
  const { interner } = values;
  // Names only, children before parents: what was said does not make another shape.
  const shapes: number[] = [];
  for (const [position, step] of [...run.steps.entries()].reverse()) {
    const below = step.groups.map((group) =>
      interner.list(
        group.map((at) => shapes[at] ?? -1).sort((x, y) => x - y),
        "|",
      ),
    );
    shapes[position] = interner.list([interner.text(`${step.kind}:${step.label}`), ...below], "s");
  }
  const roots = run.roots.flat().map((at) => shapes[at] ?? -1);
  return {
    traceId: spans[0]?.traceId ?? "",
    spans,
    run,
    tree: treeOf(run),
    signature: `s${interner.list(roots, "S")}`,
    question: questionOf(run),
  };
}

function questionOf({ steps }: Run): string | null {
  const marked = steps.find(({ span }) => span.eval?.case != null)?.span.eval;
  if (marked) return JSON.stringify([marked.suite, marked.case]);
  const top = steps.find(({ parent, input }) => parent < 0 && input !== null);
  return top ? String(top.input) : null;
}

/** Pairs runs of the same question, first with first, and counts where they part. */
function countForks(
  a: readonly GroupRun[],
  b: readonly GroupRun[],
  paths: VolatilePaths,
): Pick<GroupDiff, "forks" | "matchedPairs" | "forkless"> {
  const ofB = groupBy(b, ({ question }) => question);
  const pairs: [GroupRun, GroupRun][] = [];
  for (const [question, runs] of groupBy(a, (run) => run.question)) {
    if (question === null) continue;
    for (const [at, run] of runs.entries()) {
      const other = ofB.get(question)?.[at];
      if (other && pairs.length < MAX_PAIRS) pairs.push([run, other]);
    }
  }
  const found = pairs.map(([left, right]) => forkOf(left.spans, right.spans, paths));
  const forks = found.flatMap((fork) => fork ?? []);
  const counted = groupBy(forks, (fork) => JSON.stringify(fork));
  return {
    matchedPairs: pairs.length,
    forkless: pairs.length - forks.length,
    forks: [...counted.values()]
      .flatMap(([fork, ...more]): ForkCount[] => {
        if (!fork) return [];
        const count = more.length + 1;
        return [{ ...fork, pairs: count, share: count / pairs.length }];
      })
      .sort((x, y) => y.pairs - x.pairs || (x.label < y.label ? -1 : 1)),
  };
}

type Forked = Pick<ForkCount, "label" | "kind" | "causeClass">;

function forkOf(a: readonly Span[], b: readonly Span[], paths: VolatilePaths): Forked | null {
  const { classified, envelope } = compareRuns(a, b, paths);
  const row = classified.rows[findFork(classified)?.row ?? -1];
  const step = row?.stepA ?? row?.stepB;
  if (!row || !step) return null;
  return {
    label: step.label,
    kind: step.kind,
    causeClass: forkCause(row, envelope).class,
  };
}

/** Distances are between shapes, so that traces of one shape cost one comparison. */
function separate(a: readonly GroupRun[], b: readonly GroupRun[]): Separation {
  const [left, right] = [sampled(a), sampled(b)];
  const runs = [...left, ...right];
  const known = new Map<string, number>();
  const distanceOf = (x: GroupRun, y: GroupRun) => {
    if (x.signature === y.signature) return 0;
    const key =
      x.signature < y.signature ? `${x.signature} ${y.signature}` : `${y.signature} ${x.signature}`;
    const distance = known.get(key) ?? treeDistance(x.tree, y.tree).distance;
    known.set(key, distance);
    return distance;
  };
  const distances = runs.map((x) => runs.map((y) => distanceOf(x, y)));
  const isInB = runs.map((_, at) => at >= left.length);
  return {
    ...energyTest(distances, isInB, SEED),
    seed: SEED,
    sampledA: left.length,
    sampledB: right.length,
  };
}

/** Evenly from the whole list. */
function sampled(runs: readonly GroupRun[]): GroupRun[] {
  if (runs.length <= MAX_SAMPLED) return [...runs];
  return Array.from(
    { length: MAX_SAMPLED },
    (_, at) => runs[Math.floor((at * runs.length) / MAX_SAMPLED)],
  ).flatMap((run) => run ?? []);
}
