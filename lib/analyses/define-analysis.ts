import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import type { GateVerdict } from "@/lib/domain/gate-verdict";
import type { Database } from "@/lib/store/database";
import type { AnalysisParams } from "./analysis-params";

/** Everything an analysis may reach outside its parameters. Tests pass a fixed clock. */
export type AnalysisContext = {
  readonly db: Database;
  readonly projectId: number;
  readonly now: Date;
};

type AnalysisSpec<Params extends AnalysisScope, Facts, Report> = {
  /** URL segment and folder name, in kebab-case. */
  readonly slug: string;
  readonly title: string;
  /** What a reader learns from this view, as a question; shown under the title. */
  readonly question: string;
  /** Every parameter has a default, so the bare address works. */
  readonly params: AnalysisParams<Params>;
  /** The only step that does IO. */
  readonly loadFacts: (context: AnalysisContext, params: Params) => Promise<Facts>;
  /** Pure: the same facts and parameters always give the same report. */
  readonly buildReport: (facts: Facts, params: Params) => Report;
  /** Pure: whether a release may go on. */
  readonly judge: (report: Report, params: Params) => GateVerdict;
  /** Pure: what people are to be told of, each firing or not. */
  readonly conditions: (report: Report, params: Params) => readonly AlertCondition[];
};

/** What an analysis answers, with the parameters it understood. */
export type AnalysisAnswer<Params, Report> = {
  readonly params: Params;
  readonly report: Report;
};

/** An analysis as the registry, the API and the worker hold it, whatever its own types. */
export type Analysis<Params extends AnalysisScope = AnalysisScope, Report = unknown> = {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly params: AnalysisParams<Params>;
  /** @throws AppError `invalid_input` naming each parameter that does not fit */
  run(context: AnalysisContext, search: URLSearchParams): Promise<AnalysisAnswer<Params, Report>>;
  /** The gate on the same question. */
  runGate(context: AnalysisContext, search: URLSearchParams): Promise<GateVerdict>;
  /** What alerts look at, for the same question. */
  loadConditions(
    context: AnalysisContext,
    search: URLSearchParams,
  ): Promise<readonly AlertCondition[]>;
};

/**
 * One analysis: a question, the parameters it takes, the facts it reads, the report it computes,
 * and what follows from the report. Every folder beside this file calls this once, so its page,
 * its JSON, its gate and its alerts can never disagree.
 */
export function defineAnalysis<Params extends AnalysisScope, Facts, Report>(
  spec: AnalysisSpec<Params, Facts, Report>,
): Analysis<Params, Report> {
  const { slug, title, question, params: reader } = spec;
  const run: Analysis<Params, Report>["run"] = async (context, search) => {
    const params = reader.parse(search, context.now);
    return { params, report: spec.buildReport(await spec.loadFacts(context, params), params) };
  };
  return {
    slug,
    title,
    question,
    params: reader,
    run,
    async runGate(context, search) {
      const { report, params } = await run(context, search);
      return spec.judge(report, params);
    },
    async loadConditions(context, search) {
      const { report, params } = await run(context, search);
      return spec.conditions(report, params);
    },
  };
}
