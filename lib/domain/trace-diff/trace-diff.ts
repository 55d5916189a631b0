import type { TextChange } from "../alignment/text-diff";
import type { Json, SpanKind } from "../span";
import type { StepDetail } from "./step-detail";

/** How a step of one run was found in the other. */
export type Pairing = "matched" | "moved" | "inserted" | "deleted";

/**
 * What a pair's difference is, given what went in.
 *
 * `identical` same input, same output; `absorbed` the input differs and the output does not;
 * `origin_stochastic` the output differs although input and envelope do not; `origin_envelope` the
 * same with an axis changed, or an envelope part is all that differs in the input; `propagated`
 * differs because something before it does. Steps of one run only are `propagated` after the fork.
 */
export type StepClass =
  | "identical"
  | "absorbed"
  | "origin_stochastic"
  | "origin_envelope"
  | "propagated";

/** How much an output's difference means; `unknown` where content was not recorded. */
export type Materiality = "none" | "cosmetic" | "minor" | "material" | "unknown";

/** `unknown` wherever a run does not say: a missing value is never the same as another. */
export type AxisStatus = "same" | "changed" | "unknown";

/** One axis of the release envelope in both runs; null is what a run does not say. */
export type AxisDiff = {
  /** `model`, `sampling`, `prompt`, `tools`, `retrieval_index`, `embedder`, `harness`, `memory_policy`, `router`, a part of one of these, or what the sender named. */
  readonly axis: string;
  readonly status: AxisStatus;
  readonly a: Json;
  readonly b: Json;
  /** The axis that this one is a part of, e.g. `model` for `model_served`; null for a whole axis. */
  readonly partOf: string | null;
  /** Which run does not say; null when both do. */
  readonly missing: "a" | "b" | "both" | null;
  /** What changed inside: per tool of the catalog, per sampling parameter. Empty when nothing did. */
  readonly parts: readonly AxisPart[];
  /** Word diff of the system prompts; null on every other axis and where a text is not recorded. */
  readonly words: readonly TextChange[] | null;
};

export type AxisPart = {
  /** A tool's or a parameter's name. */
  readonly name: string;
  readonly change: "added" | "removed" | "changed" | "description" | "schema";
  readonly a: Json;
  readonly b: Json;
};

export type DiffStep = {
  /** Position in `steps`, from 0. */
  readonly index: number;
  /** Span ids; null where only the other run has the step. */
  readonly a: string | null;
  readonly b: string | null;
  readonly kind: SpanKind;
  /** What the step is called, without the model's name; a tool's own name on tool steps. */
  readonly label: string;
  /** 0 at the top. */
  readonly depth: number;
  readonly pairing: Pairing;
  readonly class: StepClass;
  readonly materiality: Materiality;
  /** The fork itself, one of its consequences, or null for what differs from before it or not at all. */
  readonly role: "fork" | "consequence" | null;
  /** Attempts of the same call that were joined into this step; 1 and 1 when there was no retry, 0 where the step is missing. */
  readonly attempts: { readonly a: number; readonly b: number };
  /** Siblings that ran at the same time share a number; null for a step that ran alone. */
  readonly group: number | null;
  /** Axes of the envelope that differ between the two spans. */
  readonly axes: readonly string[];
  /** What makes the difference material: `tool_calls`, `branch`, `status`, `values`, `numbers`, … */
  readonly features: readonly string[];
  /** Distance of the outputs, 0 … 1; null where content is not recorded or a side is missing. */
  readonly distance: number | null;
  /** True when replicates of one envelope differ at this step as much. Null without replicates. */
  readonly isWithinNoise: boolean | null;
  /** What differs, closely. Null on identical steps and beyond the first hundred that differ. */
  readonly detail: StepDetail | null;
};

/** Why a fork happened, as far as the two runs show it. */
export type ForkCause = {
  readonly class:
    | "envelope"
    | "retrieval"
    | "tool_result"
    | "tool_argument"
    | "memory"
    /** Part of the conversation was left out of the model's input. */
    | "context"
    | "sampling"
    | "harness"
    /** The person (or whoever plays one) said something else. */
    | "user_input"
    /** The input differs and nothing recorded before it does. */
    | "input";
  /** The changed axis of the envelope behind it; null when none is known to have changed. */
  readonly axis: string | null;
  /** For a retrieval: whether documents, their order or their content changed. */
  readonly change: "set" | "order" | "content" | null;
  /** Axes that a run does not say and that could explain it as well. */
  readonly unknownAxes: readonly string[];
};

export type Fork = {
  /** Position in `steps`, from 0; people count from 1. */
  readonly index: number;
  readonly a: string | null;
  readonly b: string | null;
  readonly kind: SpanKind;
  /** "retrieval returned doc_88 instead of doc_12 (index v41 → v42)" */
  readonly summary: string;
  readonly cause: ForkCause;
};

/** A candidate cause with its share of belief, 0 … 1: a ranking, not a proof. */
export type RankedCause = {
  /** A changed axis of the envelope, or `tool_behaviour`, `retrieval_content`, `memory_content`, `context_trim`, `user_input`, `sampling_noise`. */
  readonly cause: string;
  readonly posterior: number;
  /** What the belief was multiplied from, in order. */
  readonly evidence: readonly { readonly name: string; readonly factor: number }[];
};

/** A path whose values differ and are not compared. */
export type IgnoredPath = {
  /** JSON pointer inside the span, with `*` for positions in lists. */
  readonly path: string;
  readonly reason: "built_in" | "project" | "learned";
  /** Pairs of steps where it differed. */
  readonly pairs: number;
  /** One example of each side. */
  readonly a: Json;
  readonly b: Json;
};

export type Comparable = {
  readonly status: "same_question" | "different_question" | "unknown";
  /** Said to the reader where causes are not ranked or content is not compared; else null. */
  readonly reason: string | null;
  /** `metadata` when neither run recorded content: sizes and hashes are compared. */
  readonly content: "full" | "partial" | "metadata";
};

/** How two runs differ: what first, what because of it, and what the likely cause is. */
export type TraceDiff = {
  readonly comparable: Comparable;
  /** Whole axes in fixed order, each followed by its parts; the sender's own axes last, by name. */
  readonly envelope: readonly AxisDiff[];
  /** In causal order: A's steps, and B's own steps where they happened. */
  readonly steps: readonly DiffStep[];
  /** Null when nothing that matters differs, or when the runs answer different questions. */
  readonly fork: Fork | null;
  /** Steps after the fork that differ. */
  readonly consequences: number;
  /** Most likely first; posteriors sum to 1. Empty without a fork. */
  readonly causes: readonly RankedCause[];
  /** Of the two trees of step names, 0 … 1. */
  readonly distance: number;
  readonly distanceMethod: "tree_edit" | "pq_gram";
  readonly ignored: readonly IgnoredPath[];
  /** Null without replicates. */
  readonly noise: { readonly replicates: number; readonly distanceP95: number } | null;
};
