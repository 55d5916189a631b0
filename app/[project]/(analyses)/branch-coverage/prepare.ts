import type { Verdict } from "@/components/verdict-mark";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { BranchRow } from "@/lib/analyses/branch-coverage/report-shape";
import { type AnalysisAddress, tracesHref } from "../traces-link";
import { branchTerm } from "./branch-links";
import { type GraphView, prepareGraph } from "./prepare-graph";
import { type NumberView, prepareNumbers } from "./prepare-numbers";
import { type PromptView, preparePrompt } from "./prepare-prompt";
import { prepareVerdict, type VerdictView } from "./prepare-verdict";

/** A report as the page reads it out and draws it. */
export type BranchCoverageView = {
  readonly verdict: VerdictView;
  readonly numbers: readonly NumberView[];
  readonly prompt: PromptView | null;
  readonly graph: GraphView;
  /** What fires in production and no eval covers, gravest first. */
  readonly gaps: readonly BranchRow[];
};

export function prepareBranchCoverage(
  report: BranchCoverageReport,
  address: AnalysisAddress,
): BranchCoverageView {
  return {
    verdict: prepareVerdict(report),
    numbers: prepareNumbers(report),
    prompt: preparePrompt(report),
    graph: prepareGraph(report, (key) => tracesHref(address, [branchTerm(key)])),
    gaps: report.branches
      .filter((row) => isOpen(row, report.minHits))
      .sort((a, b) => b.productionHits * b.severity - a.productionHits * a.severity),
  };
}

function isOpen(row: BranchRow, minHits: number): boolean {
  return row.productionHits > 0 && row.evalHits < minHits && row.exemption === null;
}

/** How a branch stands: the mark and the word for it. */
export function markOf(row: BranchRow, minHits: number): readonly [Verdict, string] {
  if (row.exemption) return ["unknown", "exempt"];
  if (row.status === "covered") return ["ok", "covered"];
  if (row.status === "unreached") return ["unknown", "unreached"];
  if (row.status === "test_only") return ["unknown", "tests only"];
  if (row.status === "eval_only") return ["unknown", "evals only"];
  if (row.evalHits === 0) return ["broken", row.isRegistered ? "untested" : "unknown, untested"];
  if (row.evalHits < minHits) return ["watch", `${row.evalHits} of ${minHits} hits`];
  return ["watch", "not registered"];
}
