"use server";

import { revalidatePath } from "next/cache";
import { actingIn, audited } from "@/app/audited";
import { outcomeOf } from "@/app/outcome-of";
import { baselineChange, objectiveChange, routingRuleChange } from "@/app/posted-changes";
import { type OpenProject, requireProject } from "@/app/require-project";
import type { FormOutcome } from "@/components/form-outcome";
import { nameField } from "@/lib/analyses/intake-fields";
import { baselineBody, objectiveBody, routingRuleReviewBody } from "@/lib/analyses/tier-mix/intake";
import { parseInput } from "@/lib/parse-input";
import { insertBaseline } from "@/lib/store/baselines";
import { db } from "@/lib/store/db";
import { deleteObjective, saveObjective } from "@/lib/store/objectives";
import type { Posting } from "@/lib/store/posting";
import { insertRoutingRuleReview } from "@/lib/store/routing-rules";

const ANALYSIS = "tier-mix";

const posting = ({ person }: OpenProject): Posting => ({
  postedAt: new Date(),
  postedBy: person.name,
});

const objectiveForm = objectiveBody.extend({ name: nameField });

/** Sets an objective, in place of the one of that name. */
export async function saveObjectiveAction(
  slug: string,
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const percent = text(form, "target");
    const objective = parseInput(objectiveForm, {
      name: text(form, "name"),
      analysis: ANALYSIS,
      feature: text(form, "feature") || null,
      tier: text(form, "tier"),
      kind: text(form, "kind"),
      target: percent === "" ? null : Number(percent) / 100,
      periodDays: Number(text(form, "periodDays")),
    });
    await audited(actingIn(project), objectiveChange(project.id, objective.name, "save"), () =>
      saveObjective(db, project.id, objective, posting(project)),
    );
    revalidatePath(`/${slug}/${ANALYSIS}`);
  });
}

export async function deleteObjectiveAction(slug: string, name: string): Promise<void> {
  const project = await requireProject(slug, "member");
  const known = parseInput(nameField, name);
  await audited(actingIn(project), objectiveChange(project.id, known, "delete"), () =>
    deleteObjective(db, project.id, known),
  );
  revalidatePath(`/${slug}/${ANALYSIS}`);
}

/** Freezes the mix of some days, UTC, as the reference. */
export async function freezeReferenceAction(
  slug: string,
  feature: string | null,
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const baseline = parseInput(baselineBody, {
      feature,
      from: startOfDay(text(form, "from")),
      to: startOfDay(text(form, "to")),
      reason: text(form, "reason"),
      approvedBy: text(form, "approvedBy"),
    });
    const change = baselineChange(project.id, ANALYSIS, baseline.feature);
    await audited(actingIn(project), change, () =>
      insertBaseline(db, project.id, { analysis: ANALYSIS, ...baseline }, posting(project)),
    );
    revalidatePath(`/${slug}/${ANALYSIS}`);
  });
}

/** Records that a rule was looked at again, and until when it may stay. */
export async function reviewRuleAction(
  slug: string,
  ruleId: string,
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const review = parseInput(routingRuleReviewBody, {
      note: text(form, "note"),
      expiresAt: startOfDay(text(form, "expiresAt")),
      by: text(form, "by"),
    });
    const id = parseInput(nameField, ruleId);
    await audited(actingIn(project), routingRuleChange(project.id, id, "review"), () =>
      insertRoutingRuleReview(db, project.id, id, review, new Date()),
    );
    revalidatePath(`/${slug}/${ANALYSIS}`);
  });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

/** A day as a date field gives it, as the moment it begins, UTC. */
const startOfDay = (day: string) => `${day}T00:00:00Z`;
