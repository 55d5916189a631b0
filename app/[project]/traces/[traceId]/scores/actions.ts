"use server";

import { randomUUID } from "node:crypto";
import { revalidatePath } from "next/cache";
import { actingIn, noteDone } from "@/app/audited";
import { outcomeOf } from "@/app/outcome-of";
import { requireProject } from "@/app/require-project";
import type { FormOutcome } from "@/components/form-outcome";
import { maybe, nameField } from "@/lib/analyses/intake-fields";
import { parseInput } from "@/lib/parse-input";
import { poolOf } from "@/lib/store/database";
import { db } from "@/lib/store/db";
import { deleteHandScore, saveScores } from "@/lib/store/scores";
import { parseScoreForm } from "./score-form";

/** What a score is given to; with an id it says that score anew. */
export type ScoreTarget = {
  readonly traceId: string;
  /** Null: to the whole trace. */
  readonly spanId: string | null;
  readonly scoreId: string | null;
};

/** Keeps a score that was given by hand. */
export async function giveScoreAction(
  slug: string,
  target: ScoreTarget,
  _previous: FormOutcome,
  form: FormData,
): Promise<FormOutcome> {
  const project = await requireProject(slug, "member");
  return outcomeOf(async () => {
    const at = new Date();
    const traceId = parseInput(nameField, target.traceId);
    const score = {
      ...parseScoreForm(form),
      traceId,
      spanId: parseInput(maybe(nameField), target.spanId),
      id: parseInput(maybe(nameField), target.scoreId) ?? randomUUID(),
      source: "human",
      at,
    } as const;
    await saveScores(poolOf(db), project.id, [score], { origin: "page", postedAt: at });
    await noteDone(actingIn(project), { action: "score.give", subject: traceId }, score);
    revalidatePath(addressOf(slug, traceId));
  });
}

/** Takes back a score that was given by hand. */
export async function removeScoreAction(
  slug: string,
  traceId: string,
  scoreId: string,
): Promise<void> {
  const project = await requireProject(slug, "member");
  const [trace, score] = [parseInput(nameField, traceId), parseInput(nameField, scoreId)];
  await deleteHandScore(db, project.id, trace, score);
  await noteDone(actingIn(project), { action: "score.remove", subject: trace }, { id: score });
  revalidatePath(addressOf(slug, trace));
}

const addressOf = (slug: string, traceId: string) =>
  `/${slug}/traces/${encodeURIComponent(traceId)}`;
