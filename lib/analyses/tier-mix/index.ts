import { defineAnalysis } from "../define-analysis";
import { loadTierMixFacts } from "./facts";
import { judgeTierMix, tierMixConditions } from "./gate";
import { tierMixParams } from "./params";
import { buildTierMixReport } from "./report";

export const tierMix = defineAnalysis({
  slug: "tier-mix",
  title: "Tier mix",
  question: "Which tier of service do users really get, and is that mix within its objectives?",
  params: tierMixParams,
  loadFacts: loadTierMixFacts,
  buildReport: buildTierMixReport,
  judge: judgeTierMix,
  conditions: tierMixConditions,
});
