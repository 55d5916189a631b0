import { notFound } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { findProject, type Project } from "@/lib/store/projects";
import { requireSession, requireSessionForRoute } from "./require-session";

/** For pages and actions: the project of that slug, for somebody who is signed in. */
export const requireProject = cache(async (slug: string): Promise<Project> => {
  await requireSession();
  return (await findProject(db, slug)) ?? notFound();
});

/**
 * The same for route handlers that the pages call.
 *
 * @throws AppError `unauthorized` or `not_found`
 */
export async function requireProjectForRoute(slug: string): Promise<Project> {
  await requireSessionForRoute();
  const project = await findProject(db, slug);
  if (!project) throw new AppError("not_found", `No project named "${slug}"`);
  return project;
}
