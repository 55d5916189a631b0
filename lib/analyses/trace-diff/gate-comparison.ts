import type { GateVerdict } from "@/lib/domain/gate-verdict";
import type { FailOn } from "@/lib/domain/trace-diff/fail-on";
import { judgeTraceDiff } from "./gate";
import type { Comparison, GroupComparison } from "./report-comparison";

const SIGNIFICANT = 0.05;

/** Whether what the second side stands for may replace the first. */
export function judgeComparison(
  comparison: Comparison,
  { failOn }: { readonly failOn: readonly FailOn[] },
): GateVerdict {
  switch (comparison.kind) {
    case "pair":
      return judgeTraceDiff(comparison, failOn);
    case "groups":
      return judgeGroups(comparison);
    case "none":
      return {
        verdict: "inconclusive",
        reasons: [{ code: "nothing_compared", message: comparison.headline }],
      };
  }
}

/** Groups that take other paths than chance explains block. */
function judgeGroups({ separation, headline }: GroupComparison): GateVerdict {
  const { p } = separation;
  if (p === null) {
    return { verdict: "inconclusive", reasons: [{ code: "too_few_traces", message: headline }] };
  }
  return p <= SIGNIFICANT
    ? { verdict: "block", reasons: [{ code: "separated", message: headline }] }
    : { verdict: "pass", reasons: [{ code: "not_separated", message: headline }] };
}
