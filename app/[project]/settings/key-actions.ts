"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireProject } from "@/app/require-project";
import { KEY_SCOPES } from "@/lib/domain/key-scope";
import { createApiKey, revokeApiKey } from "@/lib/store/api-keys";
import { db } from "@/lib/store/db";

/** The key just made, for the one time that it is known; or in words what is wrong. */
export type CreatedKey = { readonly key: string } | { readonly fault: string } | null;

const newKey = z.object({
  name: z.string().trim().min(1, "The key needs a name").max(100, "The name is too long"),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1, "Choose at least one thing that the key may do"),
});

export async function createKeyAction(
  slug: string,
  _previous: CreatedKey,
  form: FormData,
): Promise<CreatedKey> {
  const project = await requireProject(slug, "admin");
  const parsed = newKey.safeParse({ name: form.get("name"), scopes: form.getAll("scopes") });
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "This does not fit" };
  const { key } = await createApiKey(db, { projectId: project.id, ...parsed.data });
  revalidatePath(`/${slug}/settings`);
  return { key };
}

export async function revokeKeyAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  await revokeApiKey(db, project.id, z.number().int().parse(id));
  revalidatePath(`/${slug}/settings`);
}
