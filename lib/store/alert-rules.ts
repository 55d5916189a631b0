import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { NoDataPolicy } from "@/lib/domain/alerts/alert-state";
import type { Threshold } from "@/lib/domain/alerts/threshold";
import type { Database } from "./database";
import type { AlertRule as AlertRuleRow, Prisma } from "./generated/client";

/** What is watched: the conditions of an analysis, or a threshold; the other is null. */
export type AlertRule = {
  readonly id: number;
  readonly name: string;
  readonly analysis: string | null;
  readonly threshold: Threshold | null;
  /** Query string that narrows it; "" for all of the project. */
  readonly scope: string;
  /** Of a threshold; an analysis says itself how grave what it finds is. */
  readonly severity: AlertCondition["severity"];
  readonly pendingFor: number;
  readonly resolveAfter: number;
  readonly noData: NoDataPolicy;
  readonly isEnabled: boolean;
};

export type NewAlertRule = Omit<AlertRule, "id">;

/** How an analysis is watched unless people say otherwise. */
const USUAL = {
  threshold: null,
  scope: "",
  severity: "ticket",
  pendingFor: 2,
  resolveAfter: 2,
  noData: "keep",
  isEnabled: true,
} as const;

/** Gives a project a rule for each analysis that has none; those that people changed stay. */
export async function ensureAnalysisRules(
  db: Database,
  projectId: number,
  analyses: readonly { readonly slug: string; readonly title: string }[],
): Promise<void> {
  const known = await db.alertRule.findMany({ select: { analysis: true }, where: { projectId } });
  const has = new Set(known.map(({ analysis }) => analysis));
  const missing = analyses.filter(({ slug }) => !has.has(slug));
  if (missing.length === 0) return;
  await db.alertRule.createMany({
    data: missing.map(({ slug, title }) => ({
      projectId,
      name: title,
      analysis: slug,
      ...rowOf(USUAL),
    })),
    skipDuplicates: true,
  });
}

/** A project's rules, by name. */
export async function listAlertRules(db: Database, projectId: number): Promise<AlertRule[]> {
  const found = await db.alertRule.findMany({ where: { projectId }, orderBy: { name: "asc" } });
  return found.map(ruleOf);
}

export async function findAlertRule(
  db: Database,
  projectId: number,
  id: number,
): Promise<AlertRule | undefined> {
  const found = await db.alertRule.findFirst({ where: { projectId, id } });
  return found ? ruleOf(found) : undefined;
}

/**
 * Makes a rule, or with an id changes that one.
 *
 * @returns its id; null when another one has the name, or there is none of that id
 */
export async function saveAlertRule(
  db: Database,
  projectId: number,
  id: number | null,
  rule: NewAlertRule,
): Promise<number | null> {
  const { name, analysis } = rule;
  const other = await db.alertRule.findFirst({ where: { projectId, name } });
  if (other && other.id !== id) return null;
  const data = { name, analysis, ...rowOf(rule) };
  if (id === null) return (await db.alertRule.create({ data: { projectId, ...data } })).id;
  const { count } = await db.alertRule.updateMany({ where: { projectId, id }, data });
  return count === 0 ? null : id;
}

/** Removes a rule with its alerts and their history. */
export async function deleteAlertRule(db: Database, projectId: number, id: number): Promise<void> {
  await db.alertRule.deleteMany({ where: { projectId, id } });
}

function rowOf({ threshold, ...rule }: Omit<NewAlertRule, "name" | "analysis">) {
  const { scope, severity, pendingFor, resolveAfter, noData, isEnabled } = rule;
  const stored: { threshold?: Prisma.InputJsonObject } = threshold === null ? {} : { threshold };
  return { scope, severity, pendingFor, resolveAfter, noData, isEnabled, ...stored };
}

// What stands in the columns was checked when it was saved.
function ruleOf({ projectId: _, createdAt: __, threshold, ...row }: AlertRuleRow): AlertRule {
  return {
    ...row,
    threshold: threshold as Threshold | null,
    severity: row.severity as AlertRule["severity"],
    noData: row.noData as NoDataPolicy,
  };
}
