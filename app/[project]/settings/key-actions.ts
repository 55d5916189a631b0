"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { KEY_SCOPES } from "@/lib/domain/key-scope";
import { createApiKey, findApiKey, revokeApiKey, rotateApiKey } from "@/lib/store/api-keys";
import { db } from "@/lib/store/db";

/** The key just made, for the one time that it is known; or in words what is wrong. */
export type CreatedKey = { readonly key: string } | { readonly fault: string } | null;

const DAY_MS = 86_400_000;
const days = z.coerce.number().int().min(0).max(3_650);

const newKey = z.object({
  name: z.string().trim().min(1, "The key needs a name").max(100, "The name is too long"),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1, "Choose at least one thing that the key may do"),
  days: days.default(0),
});
const keyId = z.number().int();
/** How long the key that is replaced goes on working. */
const graceHours = z.number().int().min(0).max(720);

export async function createKeyAction(
  slug: string,
  _previous: CreatedKey,
  form: FormData,
): Promise<CreatedKey> {
  const project = await requireProject(slug, "admin");
  const parsed = newKey.safeParse({
    name: form.get("name"),
    scopes: form.getAll("scopes"),
    days: form.get("days") ?? 0,
  });
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "This does not fit" };
  const { name, scopes, days: lifetime } = parsed.data;
  const made = await createApiKey(db, {
    projectId: project.id,
    name,
    scopes,
    expiresAt: lifetime === 0 ? null : new Date(Date.now() + lifetime * DAY_MS),
    createdBy: project.person.name,
  });
  const after = await findApiKey(db, project.id, made.id);
  await noteDone(actingIn(project), { action: "key.create", subject: name }, after);
  revalidatePath(`/${slug}/settings`);
  return { key: made.key };
}

/** Makes a key in place of another, which goes on working for some hours. */
export async function rotateKeyAction(
  slug: string,
  id: number,
  hours: number,
): Promise<CreatedKey> {
  const project = await requireProject(slug, "admin");
  const known = await findApiKey(db, project.id, keyId.parse(id));
  if (!known) return { fault: "There is no such key any more" };
  const now = new Date();
  const endsAt = new Date(now.getTime() + graceHours.parse(hours) * 3_600_000);
  const change = {
    action: "key.rotate",
    subject: known.name,
    load: () => findApiKey(db, project.id, known.id),
  };
  const made = await audited(actingIn(project), change, () =>
    rotateApiKey(db, project.id, known.id, { now, endsAt, createdBy: project.person.name }),
  );
  revalidatePath(`/${slug}/settings`);
  return made ? { key: made.key } : { fault: "This key has ended; make a new one" };
}

export async function revokeKeyAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  const known = await findApiKey(db, project.id, keyId.parse(id));
  if (!known) return;
  const change = {
    action: "key.revoke",
    subject: known.name,
    load: () => findApiKey(db, project.id, known.id),
  };
  await audited(actingIn(project), change, () =>
    revokeApiKey(db, project.id, known.id, project.person.name),
  );
  revalidatePath(`/${slug}/settings`);
}
