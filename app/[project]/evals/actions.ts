"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, noteDone } from "@/app/audited";
import { outcomeOf } from "@/app/outcome-of";
import { requireProject } from "@/app/require-project";
import type { FormOutcome } from "@/components/form-outcome";
import { caseFields, caseReviewBody } from "@/lib/analyses/eval-staleness/intake";
import { nameField } from "@/lib/analyses/intake-fields";
import { contentOfText } from "@/lib/domain/evals/content-text";
import type { CaseAction } from "@/lib/domain/evals/eval-case";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import { findEvalCase, reviewEvalCase, saveEvalCases } from "@/lib/store/eval-cases";
import { caseHref } from "./eval-address";

const address = z.object({ suite: nameField, id: nameField });

/** Does to a case what the button says, and writes into the ledger who did it and why. */
export async function reviewCaseAction(
  slug: string,
  where: { readonly suite: string; readonly id: string },
  action: CaseAction,
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const { suite, id } = parseInput(address, where);
    const review = parseInput(caseReviewBody, {
      action,
      reason: text(form, "reason"),
      by: text(form, "by"),
    });
    const at = new Date();
    if (!(await reviewEvalCase(db, project.id, { suite, id }, { ...review, at }))) {
      throw refused("", "There is no such case any more.");
    }
    const done = { action: "eval-case.review", subject: `${suite} ${id}` };
    await noteDone(actingIn(project), done, review);
    revalidatePath(`/${slug}/evals`, "layout");
  });
}

const promotion = z.object({
  suite: nameField,
  by: nameField,
  reason: caseReviewBody.shape.reason,
});

/** What became of a draft: where it is, or what is wrong with it. */
export type PromoteOutcome =
  | { readonly href: string }
  | { readonly faults: Readonly<Record<string, readonly string[]>> }
  | null;

/** Keeps a case made from a trace, as a draft that somebody has yet to accept. */
export async function promoteAction(
  slug: string,
  traceId: string,
  _previous: PromoteOutcome,
  form: FormData,
): Promise<PromoteOutcome> {
  const project = await requireProject(slug, "member");
  let href = "";
  const outcome = await outcomeOf(async () => {
    const said = (name: string) => text(form, name) || null;
    const fields = {
      suite: text(form, "suite"),
      by: text(form, "by"),
      reason: text(form, "reason"),
    };
    const draft = parseInput(z.object({ ...caseFields.shape, ...promotion.shape }), {
      ...fields,
      id: text(form, "id"),
      input: contentOfText(text(form, "input")),
      expected: contentOfText(text(form, "expected")),
      intent: said("intent"),
      tags: list(form, "tags"),
      curator: said("by"),
      sourceTraceId: traceId,
      dependsOn: parseDependencies(text(form, "dependsOn")),
      branches: list(form, "branches"),
    });
    const { suite, by, reason, ...posted } = draft;
    if (await findEvalCase(db, project.id, suite, posted.id)) {
      throw refused("id", "The suite has a case of this name already.");
    }
    const at = new Date();
    await saveEvalCases(db, project.id, suite, [posted], { postedAt: at, postedBy: by }, "draft");
    const review = { action: "promote", reason, at, by } as const;
    await reviewEvalCase(db, project.id, { suite, id: posted.id }, review);
    revalidatePath(`/${slug}/evals`, "layout");
    const done = { action: "eval-case.promote", subject: `${suite} ${posted.id}` };
    await noteDone(actingIn(project), done, posted);
    href = caseHref(slug, suite, posted.id);
  });
  return outcome !== null && "isKept" in outcome ? { href } : outcome;
}

function refused(field: string, message: string): AppError {
  return new AppError("invalid_input", message, { [field]: [message] });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

function list(form: FormData, name: string): string[] {
  return text(form, name)
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The form carries along what the trace says of its versions. */
function parseDependencies(json: string): unknown {
  try {
    return JSON.parse(json || "{}");
  } catch {
    throw refused("dependsOn", "is not JSON");
  }
}
