"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited } from "@/app/audited";
import { type OpenProject, requireProject } from "@/app/require-project";
import { findAnalysis } from "@/lib/analyses";
import { analysisParams } from "@/lib/analyses/analysis-params";
import { AppError } from "@/lib/errors";
import { hurryEvaluation } from "@/lib/store/alert-evaluations";
import {
  deleteAlertRule,
  findAlertRule,
  type NewAlertRule,
  saveAlertRule,
} from "@/lib/store/alert-rules";
import { db } from "@/lib/store/db";
import { ruleDraft } from "./rule-draft";

const ruleId = z.number().int().min(1);
const anyScope = analysisParams({});

/** Makes a rule of a form; says what is wrong, or null. */
export async function createRuleAction(
  slug: string,
  _previous: string | null,
  form: FormData,
): Promise<string | null> {
  const project = await requireProject(slug, "admin");
  const parsed = ruleDraft.safeParse(Object.fromEntries(form));
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This does not fit";
  const rule = parsed.data;
  const fault = scopeFault(rule);
  if (fault !== null) return fault;
  return keepRule(project, null, rule);
}

/** Turns a rule on or off. */
export async function setRuleEnabledAction(
  slug: string,
  id: number,
  isEnabled: boolean,
): Promise<void> {
  const project = await requireProject(slug, "admin");
  const known = await findAlertRule(db, project.id, ruleId.parse(id));
  if (known)
    await keepRule(project, known.id, { ...known, isEnabled: z.boolean().parse(isEnabled) });
}

export async function deleteRuleAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  const known = await findAlertRule(db, project.id, ruleId.parse(id));
  // An analysis is watched again at once; its rule is turned off instead.
  if (!known || isUsual(known)) return;
  const change = {
    action: "alert-rule.delete",
    subject: known.name,
    load: () => findAlertRule(db, project.id, known.id),
  };
  await audited(actingIn(project), change, () => deleteAlertRule(db, project.id, known.id));
  revalidatePath(`/${slug}/alerts`, "layout");
}

const isUsual = ({ analysis, scope }: NewAlertRule) => analysis !== null && scope === "";

async function keepRule(
  project: OpenProject,
  id: number | null,
  rule: NewAlertRule,
): Promise<string | null> {
  let kept = id;
  const change = {
    action: "alert-rule.save",
    subject: rule.name,
    load: async () => (kept === null ? null : findAlertRule(db, project.id, kept)),
  };
  await audited(actingIn(project), change, async () => {
    kept = await saveAlertRule(db, project.id, id, rule);
  });
  if (kept === null) return "There is a rule of that name";
  await hurryEvaluation(db, project.id, new Date());
  revalidatePath(`/${project.slug}/alerts`, "layout");
  return null;
}

/** What is wrong with a rule's scope, by the rules of what it narrows; null: nothing. */
function scopeFault({ analysis, scope }: NewAlertRule): string | null {
  try {
    const reader = analysis === null ? anyScope : findAnalysis(analysis).params;
    reader.parse(new URLSearchParams(scope), new Date());
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
