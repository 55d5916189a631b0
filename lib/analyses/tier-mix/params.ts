import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { analysisParams } from "../analysis-params";

export const tierMixParams = analysisParams({});

export type TierMixParams = AnalysisScope;
