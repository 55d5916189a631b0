"use server";

import { revalidatePath } from "next/cache";
import { actingIn, audited } from "@/app/audited";
import { tierCatalogChange } from "@/app/posted-changes";
import { requireProject } from "@/app/require-project";
import { tierCatalogBody } from "@/lib/analyses/tier-mix/intake-tier-catalog";
import { type CatalogPreview, previewCatalog } from "@/lib/derive/preview-catalog";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import { saveTierCatalog } from "@/lib/store/tier-catalogs";
import { faultsOf } from "../../parameter-notice";

/** What is wrong with a draft, by the dotted path of the field. */
export type CatalogFaults = Readonly<Record<string, readonly string[]>>;
type Refused = { readonly faults: CatalogFaults };

/** What a draft would make of the last seven days. Nothing is kept. */
export async function previewCatalogAction(
  slug: string,
  draft: unknown,
): Promise<{ readonly preview: CatalogPreview } | Refused> {
  const project = await requireProject(slug, "member");
  const read = readDraft(draft);
  if ("faults" in read) return read;
  const { feature, ...catalog } = read;
  return { preview: await previewCatalog(db, project.id, feature, catalog, new Date()) };
}

/** Puts a draft in force; `isNew` is false when the catalog said the same before. */
export async function saveCatalogAction(
  slug: string,
  draft: unknown,
): Promise<{ readonly isNew: boolean } | Refused> {
  const project = await requireProject(slug, "member");
  const read = readDraft(draft);
  if ("faults" in read) return read;
  const { feature, ...catalog } = read;
  const posting = { postedAt: new Date(), postedBy: project.person.name };
  const job = await audited(actingIn(project), tierCatalogChange(project.id, feature), () =>
    saveTierCatalog(db, project.id, feature, catalog, posting),
  );
  revalidatePath(`/${slug}/tier-mix`, "layout");
  return { isNew: job !== null };
}

function readDraft(draft: unknown) {
  try {
    return parseInput(tierCatalogBody, draft);
  } catch (error) {
    if (error instanceof AppError) return { faults: faultsOf(error) };
    throw error;
  }
}
