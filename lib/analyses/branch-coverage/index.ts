import { defineAnalysis } from "../define-analysis";
import { loadBranchCoverageFacts } from "./facts";
import { branchCoverageConditions, judgeBranchCoverage } from "./gate";
import { branchCoverageParams } from "./params";
import { buildBranchCoverageReport } from "./report";

export const branchCoverage = defineAnalysis({
  slug: "branch-coverage",
  title: "Branch coverage",
  question: "What does the planner do in production that no eval ever hit?",
  params: branchCoverageParams,
  loadFacts: loadBranchCoverageFacts,
  buildReport: buildBranchCoverageReport,
  judge: judgeBranchCoverage,
  conditions: branchCoverageConditions,
});
