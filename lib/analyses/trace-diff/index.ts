import { defineAnalysis } from "../define-analysis";
import { loadComparisonFacts } from "./facts";
import { judgeComparison } from "./gate-comparison";
import { traceDiffParams } from "./params";
import { buildComparison } from "./report-comparison";

export const traceDiff = defineAnalysis({
  slug: "trace-diff",
  title: "Trace diff",
  question: "Where did two runs part, because of what, and what only follows from it?",
  params: traceDiffParams,
  loadFacts: loadComparisonFacts,
  buildReport: buildComparison,
  judge: judgeComparison,
  // Whoever compares two runs is already looking; nobody has to be told.
  conditions: () => [],
});
