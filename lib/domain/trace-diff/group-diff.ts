/** A place in the call graph, named by its chain of ancestors, and how often each group went there. */
export type GraphNode = {
  /** Labels from the root down, joined by a tab; `__LEAF__` behind a label that has no children. */
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** Id of the node above; null at the top. */
  readonly parent: string | null;
  /** Mean number of such steps per trace. */
  readonly perTraceA: number;
  readonly perTraceB: number;
  /** Share of traces with at least one. */
  readonly shareA: number;
  readonly shareB: number;
  readonly change: "added" | "removed" | "more" | "less" | "same";
  /** Difference in percent of the larger, 0 … 100. */
  readonly percent: number;
};

/** A shape of run: traces with the same steps, whatever was said in them. */
export type Signature = {
  readonly id: string;
  /** The steps, outermost first, cut after the first dozen. */
  readonly label: string;
  readonly tracesA: number;
  readonly tracesB: number;
  readonly shareA: number;
  readonly shareB: number;
  /** Two-sided Fisher test, corrected over the table after Benjamini and Hochberg. */
  readonly adjustedP: number;
  /** Corrected p at most 0.05 and a difference of 2 points or more. */
  readonly isDifferent: boolean;
  /** Signatures that lost traces and look most alike; likeliest first. Only where B gained. */
  readonly precursors: readonly string[];
  /** A trace of each group with this signature; null when there is none. */
  readonly exampleA: string | null;
  readonly exampleB: string | null;
};

/** How many matched pairs forked at a step of this name. */
export type ForkCount = {
  readonly label: string;
  readonly kind: string;
  readonly causeClass: string;
  readonly pairs: number;
  readonly share: number;
};

/** Are the groups further from each other than from themselves? Energy statistic, permutation test. */
export type Separation = {
  readonly statistic: number;
  /** Null when a group has fewer than two traces. */
  readonly p: number | null;
  readonly permutations: number;
  readonly seed: number;
  /** Traces of each group that were compared; at most 60. */
  readonly sampledA: number;
  readonly sampledB: number;
};

/** How two groups of runs differ. */
export type GroupDiff = {
  readonly tracesA: number;
  readonly tracesB: number;
  /** Parents before children, then the larger change first. */
  readonly graph: readonly GraphNode[];
  /** The larger change of share first. */
  readonly signatures: readonly Signature[];
  /** Most frequent first; `forkless` counts matched pairs without a fork. */
  readonly forks: readonly ForkCount[];
  readonly matchedPairs: number;
  readonly forkless: number;
  readonly separation: Separation;
};
