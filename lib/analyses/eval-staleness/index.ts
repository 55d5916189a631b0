import { defineAnalysis } from "../define-analysis";
import { loadEvalStalenessFacts } from "./facts";
import { evalStalenessConditions, judgeEvalStaleness } from "./gate";
import { evalStalenessParams } from "./params";
import { buildEvalStalenessReport } from "./report";

export const evalStaleness = defineAnalysis({
  slug: "eval-staleness",
  title: "Eval staleness",
  question: "How much of the eval suites still represents what users do in production?",
  params: evalStalenessParams,
  loadFacts: loadEvalStalenessFacts,
  buildReport: buildEvalStalenessReport,
  judge: judgeEvalStaleness,
  conditions: evalStalenessConditions,
});
