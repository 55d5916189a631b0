"use server";

import { revalidatePath } from "next/cache";
import { actingIn, audited } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { redactionWish } from "@/lib/ingest/redaction/parse-setting";
import { previewRedaction, type RedactionPreview } from "@/lib/ingest/redaction/preview-redaction";
import { db } from "@/lib/store/db";
import { loadRedaction, saveRedaction } from "@/lib/store/redaction";

type Refused = { readonly fault: string };

/** What a draft would have taken out of the latest spans. Nothing is kept. */
export async function previewRedactionAction(
  slug: string,
  draft: unknown,
): Promise<RedactionPreview | Refused> {
  const project = await requireProject(slug, "admin");
  const read = redactionWish.safeParse(draft);
  if (!read.success) return { fault: read.error.issues[0]?.message ?? "This does not fit" };
  return previewRedaction(db, project.id, read.data);
}

/** Puts a draft in force for what arrives from now on; says what is wrong, or null. */
export async function saveRedactionAction(slug: string, draft: unknown): Promise<string | null> {
  const project = await requireProject(slug, "admin");
  const read = redactionWish.safeParse(draft);
  if (!read.success) return read.error.issues[0]?.message ?? "This does not fit";
  const change = {
    action: "redaction.save",
    subject: "traces",
    load: () => loadRedaction(db, project.id),
  };
  await audited(actingIn(project), change, () => saveRedaction(db, project.id, read.data));
  revalidatePath(`/${slug}/settings/redaction`);
  return null;
}
