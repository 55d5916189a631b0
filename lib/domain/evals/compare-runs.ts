import { groupBy } from "../group-by";
import { mcnemarExact } from "../statistics/mcnemar";
import { agrestiMin, type PairedCounts } from "../statistics/paired-difference";
import { type Difference, newcombe, type Proportion } from "../statistics/proportion-interval";
import { type CaseSlice, type SlicedCase, slicesOf } from "./case-slices";
import type { EvalAttemptRow } from "./eval-attempt-row";
import { passesMostly } from "./pass-rate";

/** Why a case of either run cannot be paired. */
export type LeftOutReason = "edited" | "content_unknown" | "only_a" | "only_b" | "unjudged";

/** Cases that both runs tried and judged with equal content, B against A. */
export type PairedResult = PairedCounts & {
  readonly cases: number;
  /** Share of cases that pass in A and in B; null without cases. */
  readonly shareA: number | null;
  readonly shareB: number | null;
  /** B's share minus A's; null without cases. */
  readonly change: Difference | null;
};

export type DiscordantCase = {
  readonly case: string;
  readonly better: "a" | "b";
  readonly a: readonly EvalAttemptRow[];
  readonly b: readonly EvalAttemptRow[];
};

export type SliceChange = Pick<CaseSlice, "dimension" | "value"> & {
  readonly paired: PairedResult;
};

export type RunComparison = {
  readonly paired: PairedResult;
  /** McNemar's exact test of the paired cases. */
  readonly p: number;
  /** The smallest difference that so many cases with as many disagreements could show; null without. */
  readonly resolution: number | null;
  /** What A passes and B does not first, then the other way round; each by case id. */
  readonly discordant: readonly DiscordantCase[];
  /** Ids of the cases that are not paired. */
  readonly leftOut: Readonly<Record<LeftOutReason, readonly string[]>>;
  /** All judged cases of both runs, taken for two independent samples; null when either has none. */
  readonly unpaired: {
    readonly a: Proportion;
    readonly b: Proportion;
    readonly change: Difference;
  } | null;
  /** Of the paired cases; intents first. */
  readonly slices: readonly SliceChange[];
};

type RunCase = {
  readonly attempts: readonly EvalAttemptRow[];
  readonly passes: boolean | null;
  /** Null when it is not known, or changed while the run went on. */
  readonly contentHash: string | null;
};

type Pair = { readonly case: string; readonly a: RunCase; readonly b: RunCase };

/**
 * Two runs of a suite, case by case: only cases that asked and expected the same in both are held
 * against each other. A case passes where more than half of its judged attempts do.
 */
export function compareRuns(
  a: readonly EvalAttemptRow[],
  b: readonly EvalAttemptRow[],
  known: readonly SlicedCase[],
): RunComparison {
  const [casesA, casesB] = [runCases(a), runCases(b)];
  const { pairs, leftOut } = pairUp(casesA, casesB);
  const paired = resultOf(pairs);
  const disagreeing = paired.onlyFirst + paired.onlySecond;
  const pairedIds = new Set(pairs.map((pair) => pair.case));
  return {
    paired,
    p: mcnemarExact(paired.onlyFirst, paired.onlySecond),
    resolution:
      paired.cases === 0 ? null : 1.96 * Math.sqrt(disagreeing / paired.cases / paired.cases),
    discordant: discordantOf(pairs),
    leftOut,
    unpaired: unpairedOf(casesA, casesB),
    slices: slicesOf(known.filter(({ id }) => pairedIds.has(id))).map((slice) => ({
      dimension: slice.dimension,
      value: slice.value,
      paired: resultOf(pairs.filter((pair) => slice.cases.has(pair.case))),
    })),
  };
}

function runCases(attempts: readonly EvalAttemptRow[]): ReadonlyMap<string, RunCase> {
  return new Map(
    [...groupBy(attempts, (attempt) => attempt.case)].map(([id, own]) => {
      const contents = new Set(own.map((attempt) => attempt.contentHash));
      const [content = null] = contents;
      return [
        id,
        {
          attempts: own,
          passes: passesMostly(own),
          contentHash: contents.size === 1 ? content : null,
        },
      ];
    }),
  );
}

function pairUp(a: ReadonlyMap<string, RunCase>, b: ReadonlyMap<string, RunCase>) {
  const leftOut: Record<LeftOutReason, string[]> = {
    edited: [],
    content_unknown: [],
    only_a: [],
    only_b: [],
    unjudged: [],
  };
  const pairs: Pair[] = [];
  for (const id of [...new Set([...a.keys(), ...b.keys()])].sort()) {
    const pair = { case: id, a: a.get(id), b: b.get(id) };
    const reason = whyLeftOut(pair.a, pair.b);
    if (reason !== null) leftOut[reason].push(id);
    else if (pair.a && pair.b) pairs.push({ case: id, a: pair.a, b: pair.b });
  }
  return { pairs, leftOut };
}

function whyLeftOut(a: RunCase | undefined, b: RunCase | undefined): LeftOutReason | null {
  if (!a) return "only_b";
  if (!b) return "only_a";
  if (a.contentHash === null || b.contentHash === null) return "content_unknown";
  if (a.contentHash !== b.contentHash) return "edited";
  return a.passes === null || b.passes === null ? "unjudged" : null;
}

function resultOf(pairs: readonly Pair[]): PairedResult {
  const count = (a: boolean, b: boolean) =>
    pairs.filter((pair) => pair.a.passes === a && pair.b.passes === b).length;
  const counts = {
    both: count(true, true),
    onlyFirst: count(true, false),
    onlySecond: count(false, true),
    neither: count(false, false),
  };
  const cases = pairs.length;
  if (cases === 0) return { ...counts, cases, shareA: null, shareB: null, change: null };
  return {
    ...counts,
    cases,
    shareA: (counts.both + counts.onlyFirst) / cases,
    shareB: (counts.both + counts.onlySecond) / cases,
    change: agrestiMin(counts),
  };
}

function discordantOf(pairs: readonly Pair[]): DiscordantCase[] {
  return pairs
    .filter((pair) => pair.a.passes !== pair.b.passes)
    .map((pair) => ({
      case: pair.case,
      better: pair.a.passes ? ("a" as const) : ("b" as const),
      a: pair.a.attempts,
      b: pair.b.attempts,
    }))
    .sort((x, y) => (x.better < y.better ? -1 : x.better > y.better ? 1 : 0));
}

function unpairedOf(a: ReadonlyMap<string, RunCase>, b: ReadonlyMap<string, RunCase>) {
  const of = (cases: ReadonlyMap<string, RunCase>): Proportion => {
    const judged = [...cases.values()].filter((one) => one.passes !== null);
    return { successes: judged.filter((one) => one.passes).length, trials: judged.length };
  };
  const [first, second] = [of(a), of(b)];
  if (first.trials === 0 || second.trials === 0) return null;
  return { a: first, b: second, change: newcombe(second, first) };
}
