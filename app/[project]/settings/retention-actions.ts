"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { actingIn, actingOnServer, audited, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { config } from "@/lib/config";
import {
  keptSince,
  MAX_RETENTION_DAYS,
  type RetentionSetting,
  retentionDays,
} from "@/lib/domain/retention";
import { db } from "@/lib/store/db";
import { deleteProject } from "@/lib/store/project-deletion";
import { loadRetentionSetting, saveRetentionSetting } from "@/lib/store/projects";
import { loadRetentionPreview } from "@/lib/store/retention-preview";

/** What became of a wish: in words what is wrong with it, what it would remove, or that it is saved. */
export type RetentionAnswer =
  | { readonly fault: string }
  | { readonly traces: number; readonly spans: number; readonly since: string }
  | "saved";

const wish = z.union([
  z.enum(["default", "forever"]),
  z.coerce.number().int().min(1).max(MAX_RETENTION_DAYS),
]);

/** Saves how long the project keeps traces; what removes any is only saved once it is confirmed. */
export async function saveRetentionAction(
  slug: string,
  text: string,
  isConfirmed: boolean,
): Promise<RetentionAnswer> {
  const project = await requireProject(slug, "admin");
  const parsed = wish.safeParse(text);
  if (!parsed.success) {
    return { fault: `Days are a whole number from 1 to ${MAX_RETENTION_DAYS}.` };
  }
  const preview = isConfirmed ? null : await previewOf(project.id, parsed.data);
  if (preview) return preview;
  const change = {
    action: "retention.save",
    subject: "traces",
    load: () => loadRetentionSetting(db, project.id),
  };
  await audited(actingIn(project), change, () => saveRetentionSetting(db, project.id, parsed.data));
  revalidatePath(`/${slug}/settings`);
  return "saved";
}

/** Null when nothing would go. */
async function previewOf(projectId: number, setting: RetentionSetting) {
  const since = keptSince(retentionDays(setting, config.retentionDays), new Date());
  if (since === null) return null;
  const { traces, spans } = await loadRetentionPreview(db, projectId, since);
  return traces === 0 ? null : { traces, spans, since: since.toISOString().slice(0, 10) };
}

/** Deletes the project, if its address was typed again; false when it was not. */
export async function deleteProjectAction(slug: string, typed: string): Promise<false> {
  const project = await requireProject(slug, "owner");
  if (typed !== project.slug) return false;
  await deleteProject(db, project.id, new Date());
  const { name } = project;
  // Its own log goes with it.
  await noteDone(
    actingOnServer(project.person),
    { action: "project.delete", subject: slug },
    { name },
  );
  revalidatePath("/", "layout");
  redirect("/");
}
