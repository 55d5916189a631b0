"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { db } from "@/lib/store/db";
import { loadVolatilePaths, saveVolatilePaths } from "@/lib/store/volatile-paths";

const MAX_PATHS = 200;
const lines = z.array(z.string().max(300)).max(MAX_PATHS);

/** Replaces the project's volatile paths, one a line; says in words what is wrong, or null. */
export async function saveVolatilePathsAction(slug: string, text: string): Promise<string | null> {
  const project = await requireProject(slug, "member");
  const paths = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (!lines.safeParse(paths).success) {
    return `At most ${MAX_PATHS} paths, each of 300 characters.`;
  }
  const change = {
    action: "volatile-paths.save",
    subject: "trace diff",
    load: () => loadVolatilePaths(db, project.id),
  };
  await audited(actingIn(project), change, () => saveVolatilePaths(db, project.id, paths));
  revalidatePath(`/${slug}/trace-diff`);
  return null;
}
