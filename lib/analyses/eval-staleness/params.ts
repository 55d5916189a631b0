import { z } from "zod";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { analysisParams } from "../analysis-params";

/** Below this share of cases that still speak of production, green means little. */
const MIN_FRESH_SHARE = 0.7;

export const evalStalenessParams = analysisParams({
  suite: z
    .string()
    .max(200)
    .optional()
    .transform((suite) => suite ?? null),
  cluster: z
    .string()
    .max(600)
    .optional()
    .transform((cluster) => cluster ?? null),
  minFresh: z.coerce.number().min(0).max(1).default(MIN_FRESH_SHARE),
});

export type EvalStalenessParams = AnalysisScope & {
  /** Null: every suite. */
  readonly suite: string | null;
  /** Only cases of this kind are listed; null: all. */
  readonly cluster: string | null;
  /** Share of a suite's cases, 0 to 1, that have to be fresh for it to be trusted. */
  readonly minFresh: number;
};
