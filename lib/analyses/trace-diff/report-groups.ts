import { diffGroups } from "@/lib/domain/trace-diff/diff-groups";
import type { GroupDiff } from "@/lib/domain/trace-diff/group-diff";
import { volatilePaths } from "@/lib/domain/trace-diff/volatile-paths";
import type { DiffRun, TraceDiffOptions } from "./report";

export type TraceGroupFacts = {
  readonly groupA: readonly DiffRun[];
  readonly groupB: readonly DiffRun[];
};

export type TraceGroupReport = GroupDiff & { readonly headline: string };

const SIGNIFICANT = 0.05;

/** How two groups of runs differ: where, in which shapes, from which step on, and whether at all. */
export function buildTraceGroupReport(
  { groupA, groupB }: TraceGroupFacts,
  options: TraceDiffOptions,
): TraceGroupReport {
  const spansOf = (group: readonly DiffRun[]) => group.map(({ spans }) => spans);
  const diff = diffGroups(spansOf(groupA), spansOf(groupB), volatilePaths(options.volatilePaths));
  return { headline: buildHeadline(diff), ...diff };
}

function buildHeadline({ tracesA, tracesB, separation, forks, matchedPairs }: GroupDiff): string {
  const sizes = `${tracesA} against ${tracesB} runs`;
  if (separation.p === null) return `Cannot tell: ${sizes}, needs at least 2 of each.`;
  const p = separation.p < 0.001 ? "p < 0.001" : `p = ${separation.p.toFixed(3)}`;
  if (separation.p > SIGNIFICANT) return `No separation: ${sizes} take the same paths (${p}).`;
  const [fork] = forks;
  const where = fork
    ? ` ${fork.pairs} of ${matchedPairs} matched pairs fork at ${fork.label}.`
    : "";
  return `The groups take different paths: ${sizes} (${p}).${where}`;
}
