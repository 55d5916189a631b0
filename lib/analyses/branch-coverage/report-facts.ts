import type { PromptVersion, RegisteredBranch } from "@/lib/domain/branches/registered-branch";

/** A prompt and its version as traces name them; null where they do not. */
export type PromptName = { readonly prompt: string | null; readonly promptVersion: string | null };

/**
 * Traces that fired a branch; without a branch: that reached the point; without a point: that decided
 * anything. `n` of them, `w` and `w2` sums of their sample weights and of the squares.
 */
export type BranchTally = PromptName & {
  readonly point: string | null;
  readonly branch: string | null;
  readonly n: number;
  readonly w: number;
  readonly w2: number;
  /** Id of one of these traces. */
  readonly example: string;
  readonly lastAt: Date;
};

/** How many paths were taken by just so many production requests. */
export type PathAbundance = {
  readonly requests: number;
  readonly isCovered: boolean;
  readonly paths: number;
};

export type PathFact = {
  readonly steps: readonly string[];
  readonly requests: number;
  readonly evals: number;
  readonly example: string;
};

/** Close decisions of a pair; `branch` is a key. */
export type ClosePair = {
  readonly branch: string;
  readonly runnerUp: string;
  /** The margin up to which a decision of its point is close. */
  readonly limit: number;
  readonly production: number;
  readonly evals: number;
};

/** What may have shifted how often branches fire. */
export type LatestChange = {
  readonly kind: "release" | "prompt" | "change";
  /** The release, the version, or the title that was posted. */
  readonly title: string;
  /** Where comparing begins: a whole hour or day. */
  readonly since: Date;
  /** Where it ends; a week later at most. */
  readonly until: Date;
  /** The week is not over. */
  readonly isYoung: boolean;
};

/** One side of a change; see `loadShiftSides`. */
export type ShiftSide = {
  readonly side: "before" | "after";
  readonly point: string | null;
  readonly branch: string | null;
  readonly n: number;
  readonly spread: number;
  readonly spreadOfWhole: number;
};

/** A question asked before and after a change, with the branches it fired. */
export type RepeatedQuestion = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly beforeTrace: string;
  readonly afterTrace: string;
};

/** A trace that may become an eval case. */
export type ExampleTrace = {
  readonly traceId: string;
  readonly startedAt: Date;
  readonly tenant: string | null;
  readonly totalTokens: number | null;
  readonly steps: readonly string[];
  readonly closeCalls:
    | readonly { readonly branch: string; readonly runnerUp: string; readonly margin: number }[]
    | null;
  readonly inputPreview: string | null;
};

/** The prompt that is shown beside its coverage. */
export type PromptFact = Omit<PromptVersion, "createdAt"> & {
  /** The version it is compared with; null for the first. */
  readonly against: { readonly version: string; readonly text: string } | null;
};

/** What the store knows; judged by nobody. */
export type BranchCoverageFacts = {
  readonly asOf: Date;
  /** By id, retired ones too. */
  readonly registered: readonly RegisteredBranch[];
  /** Posted versions of every prompt, oldest first. */
  readonly versions: readonly Pick<PromptVersion, "name" | "version" | "createdAt">[];
  /** Null when no text was posted for what is asked. */
  readonly prompt: PromptFact | null;
  /** Of the window, by prompt and version. */
  readonly production: readonly BranchTally[];
  /** Of the 90 days up to the window's end, by prompt and version. */
  readonly evals: readonly BranchTally[];
  readonly abundances: readonly PathAbundance[];
  /** The paths that most production requests took. */
  readonly paths: readonly PathFact[];
  /** Requests of each day, and those that fired a branch no eval hit. */
  readonly openDays: readonly {
    readonly day: Date;
    readonly requests: number;
    readonly open: number;
  }[];
  /** Pairs that production calls close, the most frequent first. */
  readonly closePairs: readonly ClosePair[];
  readonly change: LatestChange | null;
  readonly sides: readonly ShiftSide[];
  readonly repeated: readonly RepeatedQuestion[];
  readonly examples: readonly ExampleTrace[];
  /** Eval cases that name a branch by its id. */
  readonly cases: readonly {
    readonly branch: string;
    readonly cases: number;
    readonly drafts: number;
  }[];
};
