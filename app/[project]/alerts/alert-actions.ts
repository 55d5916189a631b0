"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { hurryEvaluation } from "@/lib/store/alert-evaluations";
import { findAlertRule } from "@/lib/store/alert-rules";
import { endSilence, insertSilence, listOpenSilences } from "@/lib/store/alert-silences";
import { acknowledgeAlert, findAlert } from "@/lib/store/alerts";
import { poolOf } from "@/lib/store/database";
import { db } from "@/lib/store/db";

const HOUR_MS = 3_600_000;
const numbered = z.number().int().min(1).max(2_147_483_647);
const words = z.string().trim().min(1, "Say what you do about it").max(500);

/** Takes a firing alert on; says what is wrong, or null. */
export async function acknowledgeAction(
  slug: string,
  id: number,
  note: string,
): Promise<string | null> {
  const project = await requireProject(slug, "member");
  const alertId = numbered.parse(id);
  const said = words.safeParse(note);
  if (!said.success) return said.error.issues[0]?.message ?? "This does not fit";
  const taken = { by: project.person.name, note: said.data, now: new Date() };
  const change = {
    action: "alert.acknowledge",
    subject: String(alertId),
    load: () => findAlert(db, project.id, alertId),
  };
  const isTaken = await audited(actingIn(project), change, () =>
    acknowledgeAlert(poolOf(db), project.id, alertId, taken),
  );
  revalidatePath(`/${slug}/alerts`);
  return isTaken ? null : "It does not fire any more";
}

const silenceForm = z.object({
  rule: z.union([z.literal("").transform(() => null), z.coerce.number().int()]),
  feature: z
    .string()
    .trim()
    .max(600)
    .transform((text) => text || null),
  hours: z.coerce.number().int().min(1).max(720),
  note: z.string().trim().min(1, "Say why").max(500),
});

/** Keeps alerts from being told for some hours; says what is wrong, or null. */
export async function silenceAction(
  slug: string,
  _previous: string | null,
  form: FormData,
): Promise<string | null> {
  const project = await requireProject(slug, "member");
  const parsed = silenceForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This does not fit";
  const { rule, feature, hours, note } = parsed.data;
  if (rule !== null && !(await findAlertRule(db, project.id, rule))) return "There is no such rule";
  const startsAt = new Date();
  const silence = {
    ruleId: rule,
    feature,
    note,
    startsAt,
    endsAt: new Date(startsAt.getTime() + hours * HOUR_MS),
    createdBy: project.person.name,
  };
  const id = await insertSilence(db, project.id, silence);
  const done = { action: "alert-silence.make", subject: String(id) };
  await noteDone(actingIn(project), done, silence);
  revalidatePath(`/${slug}/alerts`);
  return null;
}

export async function endSilenceAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "member");
  const wanted = numbered.parse(id);
  const now = new Date();
  const change = {
    action: "alert-silence.end",
    subject: String(wanted),
    load: async () =>
      (await listOpenSilences(db, project.id, now)).find((each) => each.id === wanted),
  };
  await audited(actingIn(project), change, () => endSilence(db, project.id, wanted, now));
  await hurryEvaluation(db, project.id, now);
  revalidatePath(`/${slug}/alerts`);
}
