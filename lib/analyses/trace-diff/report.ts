import type { Span } from "@/lib/domain/span";
import type { GroupDiff } from "@/lib/domain/trace-diff/group-diff";
import type { TraceDiff } from "@/lib/domain/trace-diff/trace-diff";

/** One run: its spans in any order. */
export type DiffRun = { readonly traceId: string; readonly spans: readonly Span[] };

/** How often pairs of runs differed materially, among those that differ on an axis and the others. */
export type AxisHistory = {
  readonly axis: string;
  readonly changedMaterial: number;
  readonly changedOther: number;
  readonly sameMaterial: number;
  readonly sameOther: number;
};

export type TraceDiffFacts = {
  readonly a: DiffRun;
  readonly b: DiffRun;
  /** Repeated runs of one envelope and input: the noise floor. May be empty. */
  readonly replicates: readonly DiffRun[];
  /** May be empty. */
  readonly history: readonly AxisHistory[];
};

export type TraceDiffOptions = {
  /** The project's own volatile paths: JSON pointers with `*` and `**`, or a bare key. */
  readonly volatilePaths: readonly string[];
};

export type TraceDiffReport = TraceDiff & {
  readonly a: string;
  readonly b: string;
  readonly headline: Headline;
};

/** The first line, whole and in parts. */
export type Headline = {
  /** "Forked at step 7 of 23: retrieval returned doc_88 instead of doc_12 (index v41 → v42). 16 later steps are consequences." */
  readonly text: string;
  /** From 1; null without a fork. */
  readonly step: number | null;
  readonly steps: number;
  readonly summary: string;
  readonly consequences: number;
};

export type TraceGroupFacts = {
  readonly groupA: readonly DiffRun[];
  readonly groupB: readonly DiffRun[];
};

export type TraceGroupReport = GroupDiff & { readonly headline: string };
