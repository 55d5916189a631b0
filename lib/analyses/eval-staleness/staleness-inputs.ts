import type { ChangeLayer } from "@/lib/domain/change";
import type { VersionMove } from "@/lib/domain/evals/dependency-state";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import type { StoredCase } from "@/lib/domain/evals/eval-case";
import type { TimeWindow } from "@/lib/domain/time-window";

/** A case without what is asked and expected but for the text that is compared. */
export type CaseFact = Omit<StoredCase, "input" | "expected" | "branches" | "postedBy"> & {
  /** The first characters of what the user says in it; null when there is no text. */
  readonly text: string | null;
};

/** One production request that was drawn. */
export type TextFact = {
  readonly traceId: string;
  readonly text: string;
  readonly intent: string | null;
  readonly language: string | null;
  readonly tools: readonly string[];
  readonly weight: number;
};

export type WeekFact = { readonly window: TimeWindow; readonly texts: readonly TextFact[] };

/** Something people say has moved in a layer. */
export type LayerMove = {
  readonly layer: ChangeLayer;
  readonly at: Date;
  readonly title: string;
};

export type OutcomeFact = {
  readonly model: string | null;
  readonly promptName: string | null;
  readonly promptVersion: string | null;
  readonly known: number;
  readonly good: number;
};

/** All that is read for an assessment. */
export type StalenessFacts = {
  readonly window: TimeWindow;
  /** The end of the window, or now where that is earlier. */
  readonly asOf: Date;
  /** By suite and id; drafts and retired ones too. */
  readonly cases: readonly CaseFact[];
  readonly attempts: readonly EvalAttemptRow[];
  /** A sample of the window. */
  readonly texts: readonly TextFact[];
  /** Whole weeks before the end of the window, earliest first; empty ones too. */
  readonly weeks: readonly WeekFact[];
  /** All requests of the window, by what their users wanted. */
  readonly intents: readonly {
    readonly intent: string | null;
    readonly requests: number;
    readonly weight: number;
    readonly traceIds: readonly string[];
  }[];
  /** What people posted, and what traces show of tools. */
  readonly moves: readonly VersionMove[];
  readonly layerMoves: readonly LayerMove[];
  /** Hashes of tools that traces were seen with, by name: dependencies that use others are not judged by them. */
  readonly toolHashesSeen: Readonly<Record<string, readonly string[]>>;
  readonly outcomes: readonly OutcomeFact[];
  /** Vectors of all texts by an endpoint; null: they are made here. */
  readonly vectors: {
    readonly maker: string;
    readonly byText: ReadonlyMap<string, readonly number[]>;
  } | null;
};
