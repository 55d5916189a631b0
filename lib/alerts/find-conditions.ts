import { analyses, findAnalysis } from "@/lib/analyses";
import { analysisParams } from "@/lib/analyses/analysis-params";
import type { AnalysisContext } from "@/lib/analyses/define-analysis";
import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { Finding } from "@/lib/domain/alerts/alert-state";
import { judgeThreshold, type Threshold } from "@/lib/domain/alerts/threshold";
import { listBusyFeatures, loadWindowFacts } from "@/lib/store/alert-facts";
import type { AlertRule } from "@/lib/store/alert-rules";

/** A condition of a rule as one evaluation found it. */
export type FoundCondition = {
  /** Null: of the whole project, or of what the rule's own scope names. */
  readonly feature: string | null;
  readonly condition: AlertCondition;
  readonly finding: Finding;
};

const WEEK_MS = 7 * 86_400_000;
const MS_PER_MINUTE = 60_000;

/** What a rule watches, as it stands now. @throws whatever the analysis throws */
export function findConditions(
  context: AnalysisContext,
  rule: AlertRule,
): Promise<readonly FoundCondition[]> {
  if (rule.threshold) return findThreshold(context, rule, rule.threshold);
  return findOfAnalysis(context, rule.analysis ?? "", rule.scope);
}

/**
 * The conditions of an analysis, of the whole project and of each busy feature; and with a scope of
 * its own, its gate. A feature's condition that says what the project's says is no news.
 */
async function findOfAnalysis(
  context: AnalysisContext,
  slug: string,
  scope: string,
): Promise<readonly FoundCondition[]> {
  const analysis = findAnalysis(slug);
  const search = new URLSearchParams(scope);
  const ofProject = await analysis.loadConditions(context, search);
  const found = ofProject.map((condition) => foundOf(condition, null));
  if (scope !== "") return [...found, await findGate(context, slug, search)];
  const known = new Map(ofProject.map(({ key, message }) => [key, message]));
  for (const feature of ofProject.length > 0 ? await busyFeatures(context) : []) {
    const conditions = await analysis.loadConditions(context, new URLSearchParams({ feature }));
    const news = conditions.filter(({ key, message }) => known.get(key) !== message);
    found.push(...news.map((condition) => foundOf(condition, feature)));
  }
  return found;
}

const foundOf = (condition: AlertCondition, feature: string | null): FoundCondition => ({
  feature,
  condition,
  finding: condition.firing,
});

const busyFeatures = ({ db, projectId, now }: AnalysisContext) =>
  listBusyFeatures(db, projectId, new Date(now.getTime() - WEEK_MS));

/** Whether what the scope compares may pass, such as golden traces with those of today. */
async function findGate(
  context: AnalysisContext,
  slug: string,
  search: URLSearchParams,
): Promise<FoundCondition> {
  const { verdict, reasons } = await findAnalysis(slug).runGate(context, search);
  const firing = verdict === "block";
  return {
    feature: null,
    finding: verdict === "inconclusive" ? null : firing,
    condition: {
      code: "gate",
      key: "gate",
      severity: "ticket",
      firing,
      message: reasons.map(({ message }) => message).join(" ") || `The gate says ${verdict}.`,
      value: null,
    },
  };
}

const scopeOnly = analysisParams({});

async function findThreshold(
  { db, projectId, now }: AnalysisContext,
  { scope, severity }: AlertRule,
  threshold: Threshold,
): Promise<readonly FoundCondition[]> {
  const { feature, environment, tenant } = scopeOnly.parse(new URLSearchParams(scope), now);
  const from = new Date(now.getTime() - threshold.windowMinutes * MS_PER_MINUTE);
  const asked = { feature, environment, tenant };
  const facts = await loadWindowFacts(db, projectId, { from, to: now }, asked);
  const { condition, isKnown } = judgeThreshold(threshold, facts, severity, now);
  return [{ feature, condition, finding: isKnown ? condition.firing : null }];
}

/** Every analysis that can be watched. */
export const watchable = analyses.map(({ slug, title }) => ({ slug, title }));
