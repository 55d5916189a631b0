import {
  buildTraceDiffReport,
  type TraceDiffFacts,
  type TraceDiffOptions,
  type TraceDiffReport,
} from "./report";
import {
  buildTraceGroupReport,
  type TraceGroupFacts,
  type TraceGroupReport,
} from "./report-groups";

/** What was read of what was asked: two traces, two groups of them, or nothing yet. */
export type ComparisonFacts =
  | ({ readonly kind: "pair" } & TraceDiffFacts & TraceDiffOptions)
  | ({ readonly kind: "groups" } & TraceGroupFacts & TraceDiffOptions & GroupSizes)
  | { readonly kind: "none" };

/** Traces that a group's query lists beyond those compared, which are the latest. */
type GroupSizes = { readonly isCutA: boolean; readonly isCutB: boolean };

export type PairComparison = { readonly kind: "pair" } & TraceDiffReport;
export type GroupComparison = { readonly kind: "groups" } & TraceGroupReport & GroupSizes;
/** Nothing was asked for. */
export type NoComparison = { readonly kind: "none"; readonly headline: string };

export type Comparison = PairComparison | GroupComparison | NoComparison;

/** How what was asked for differs. */
export function buildComparison(facts: ComparisonFacts): Comparison {
  switch (facts.kind) {
    case "pair":
      return { kind: "pair", ...buildTraceDiffReport(facts, facts) };
    case "groups": {
      const { isCutA, isCutB } = facts;
      return { kind: "groups", isCutA, isCutB, ...buildTraceGroupReport(facts, facts) };
    }
    case "none":
      return {
        kind: "none",
        headline:
          "Nothing to compare: name two traces as a and b, or two queries as groupA and groupB.",
      };
  }
}
