import { z } from "zod";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { AppError } from "@/lib/errors";
import { type AnalysisParams, analysisParams } from "../analysis-params";

const name = z.string().max(600);

const asked = analysisParams({
  point: name.optional(),
  prompt: name.optional(),
  promptVersion: name.optional(),
  against: name.optional(),
  minHits: z.coerce.number().int().min(1).max(100).default(3),
});

export type BranchCoverageParams = AnalysisScope & {
  /** Only branches of this decision point; null: all. */
  readonly point: string | null;
  readonly prompt: string | null;
  /** Null: the version that production used last. */
  readonly promptVersion: string | null;
  /** The version a diff starts from; null: the one posted before. */
  readonly against: string | null;
  /** Eval hits that make a branch covered. */
  readonly minHits: number;
};

/** `prompt` may name its version too: `support@v12`. */
export const branchCoverageParams: AnalysisParams<BranchCoverageParams> = {
  parse(search, now) {
    const { point, prompt, promptVersion, against, ...params } = asked.parse(search, now);
    return {
      ...params,
      ...promptAsked(prompt ?? null, promptVersion ?? null),
      point: point ?? null,
      against: against ?? null,
    };
  },
};

function promptAsked(prompt: string | null, promptVersion: string | null) {
  const at = prompt?.lastIndexOf("@") ?? -1;
  if (prompt === null || at <= 0) {
    if (prompt === null && promptVersion !== null) {
      throw fault("promptVersion", "needs the prompt whose version it is");
    }
    return { prompt, promptVersion };
  }
  const version = prompt.slice(at + 1);
  if (version === "") throw fault("prompt", "names no version after @");
  if (promptVersion !== null && promptVersion !== version) {
    throw fault("promptVersion", `is not the version that prompt names, ${version}`);
  }
  return { prompt: prompt.slice(0, at), promptVersion: version };
}

function fault(field: string, message: string): AppError {
  return new AppError("invalid_input", `${field}: ${message}`, { [field]: [message] });
}
