"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited, noteDone } from "@/app/audited";
import { outcomeOf } from "@/app/outcome-of";
import { branchesChange } from "@/app/posted-changes";
import { type OpenProject, requireProject } from "@/app/require-project";
import type { FormOutcome } from "@/components/form-outcome";
import { branchesBody } from "@/lib/analyses/branch-coverage/intake";
import { buildPrompt } from "@/lib/analyses/branch-coverage/report-registry";
import { nameField, proseField } from "@/lib/analyses/intake-fields";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { findBranch, loadBranches, saveBranches } from "@/lib/store/branches";
import { db } from "@/lib/store/db";
import { reviewEvalCase, saveEvalCases } from "@/lib/store/eval-cases";
import type { Posting } from "@/lib/store/posting";
import { findPromptVersion } from "@/lib/store/prompt-versions";
import { findTrace } from "@/lib/store/trace-row";
import { loadSpans } from "@/lib/store/trace-spans";

const ANALYSIS = "branch-coverage";

const posting = ({ person }: OpenProject): Posting => ({
  postedAt: new Date(),
  postedBy: person.name,
});

/** Keeps branches for whoever asks, and notes it. */
function keep(project: OpenProject, branches: readonly RegisteredBranch[]) {
  const change = branchesChange(
    project.id,
    branches.map(({ id }) => id),
  );
  return audited(actingIn(project), change, () =>
    saveBranches(db, project.id, branches, posting(project)),
  );
}

/** Registers proposals of a prompt's text, by the positions of their conditionals. */
export async function confirmProposalsAction(
  slug: string,
  prompt: { readonly name: string; readonly version: string },
  conditionals: readonly number[],
): Promise<void> {
  const project = await requireProject(slug, "member");
  const asked = parseInput(z.object({ name: nameField, version: nameField }), prompt);
  const chosen = new Set(parseInput(z.array(z.int().min(0)).max(1_000), conditionals));
  const found = await findPromptVersion(db, project.id, asked.name, asked.version);
  if (!found) throw new AppError("not_found", "This version of the prompt is gone");
  const built = buildPrompt(found, await loadBranches(db, project.id));
  const proposals = built.conditionals
    .filter((_, at) => chosen.has(at))
    .map(({ proposal }) => proposal);
  await keep(project, proposals);
  revalidatePath(`/${slug}/${ANALYSIS}`);
}

/** Sets what people decide about a branch; registers one that was only seen. */
export async function saveBranchAction(
  slug: string,
  branch: { readonly id: string; readonly point: string; readonly branch: string },
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const known = await findBranch(db, project.id, parseInput(nameField, branch.id));
    const status = text(form, "status");
    const expires = text(form, "expiresAt");
    const read = parseInput(branchesBody, {
      branches: [
        {
          ...branch,
          ...(known ? bodyOf(known) : {}),
          label: text(form, "label") || null,
          severity: Number(text(form, "severity")),
          owner: text(form, "owner") || null,
          status,
          reason: text(form, "reason") || null,
          expiresAt: status === "exempt" && expires ? `${expires}T00:00:00Z` : null,
        },
      ],
    });
    await keep(project, read.branches);
    revalidatePath(`/${slug}/${ANALYSIS}`);
  });
}

/** A registered branch as it would be posted. */
function bodyOf({ id, point, branch, condition, prompt, promptVersion, detect }: RegisteredBranch) {
  return { id, point, branch, condition, prompt, promptVersion, detect };
}

const caseForm = z.object({
  suite: nameField,
  id: nameField,
  expected: proseField,
  intent: nameField.nullable(),
});

/** Takes a production trace in as a draft of an eval case; it counts once somebody accepts it. */
export async function makeCaseAction(
  slug: string,
  source: { readonly traceId: string; readonly branches: readonly string[] },
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const read = parseInput(caseForm, {
      suite: text(form, "suite"),
      id: text(form, "id"),
      expected: text(form, "expected"),
      intent: text(form, "intent") || null,
    });
    const traceId = parseInput(nameField, source.traceId);
    const branches = parseInput(z.array(nameField).max(50), source.branches);
    const [trace, spans] = await Promise.all([
      findTrace(db, project.id, traceId),
      loadSpans(db, project.id, traceId),
    ]);
    const asking = spans.find(({ parentId, input }) => parentId === null && input !== null);
    const first = asking ?? spans.find(({ input }) => input !== null);
    if (!trace || !first) {
      throw new AppError("invalid_input", "This trace holds no input to ask again", {
        id: ["its trace holds no input that could be asked again"],
      });
    }
    const now = posting(project);
    const made = {
      ...read,
      expected: { branch: read.expected },
      input: first.input,
      tags: [ANALYSIS],
      createdAt: now.postedAt,
      curator: now.postedBy,
      sourceTraceId: traceId,
      lastVerifiedAt: null,
      verifiedBy: null,
      dependsOn: trace.promptVersion === null ? {} : { prompt: trace.promptVersion },
      branches,
    };
    await saveEvalCases(db, project.id, read.suite, [made], now, "draft");
    await reviewEvalCase(db, project.id, read, {
      action: "promote",
      reason: `From branch coverage: ${branches.join(", ")}`.slice(0, 10_000),
      at: now.postedAt,
      by: now.postedBy,
    });
    const subject = { action: "eval-case.promote", subject: `${read.suite} ${read.id}` };
    await noteDone(actingIn(project), subject, { traceId, branches });
    revalidatePath(`/${slug}/${ANALYSIS}`);
  });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
