import { z } from "zod";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { FAIL_ON, type FailOn } from "@/lib/domain/trace-diff/fail-on";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import { AppError } from "@/lib/errors";
import { type AnalysisParams, analysisParams } from "../analysis-params";

/** Two traces, or two groups of traces, or neither while a reader still chooses. */
export type TraceDiffParams = AnalysisScope & {
  /** Trace ids; both or neither. */
  readonly a: string | null;
  readonly b: string | null;
  /** Queries as in the list of traces, of the window and the filters; both or neither. */
  readonly groupA: string | null;
  readonly groupB: string | null;
  /** What the gate blocks; never empty. */
  readonly failOn: readonly FailOn[];
};

const DEFAULT_FAIL_ON: readonly FailOn[] = ["structural", "decision"];

const traceId = z.string().max(300).nullable().default(null);

const group = z
  .string()
  .max(4_000)
  .superRefine((text, context) => {
    for (const { part, message } of parseTraceQuery(text).faults) {
      context.addIssue({ code: "custom", message: `${part}: ${message}` });
    }
  })
  .nullable()
  .default(null);

const failOn = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(FAIL_ON)))
  .default([...DEFAULT_FAIL_ON]);

const own = analysisParams({ a: traceId, b: traceId, groupA: group, groupB: group, failOn });

export const traceDiffParams: AnalysisParams<TraceDiffParams> = {
  parse(search, now) {
    const params = own.parse(search, now);
    requireBoth(params, "a", "b");
    requireBoth(params, "groupA", "groupB");
    if (params.a !== null && params.groupA !== null) {
      throw fault("groupA", "compares groups; leave it out where a and b name two traces");
    }
    return params;
  },
};

type Side = "a" | "b" | "groupA" | "groupB";

function requireBoth(params: TraceDiffParams, left: Side, right: Side): void {
  if ((params[left] === null) === (params[right] === null)) return;
  const [missing, given] = params[left] === null ? [left, right] : [right, left];
  throw fault(missing, `is needed where ${given} is given`);
}

function fault(name: string, message: string): AppError {
  return new AppError("invalid_input", `${name}: ${message}`, { [name]: [message] });
}
