import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { isAtLeast, type Role } from "@/lib/domain/role";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { findRole } from "@/lib/store/memberships";
import { findProject, type Project } from "@/lib/store/projects";
import { requireSession, requireSessionForRoute, type SignedIn } from "./require-session";

/** A project, who asks for it, and what they are there. */
export type OpenProject = Project & { readonly person: SignedIn; readonly role: Role };

/**
 * For pages and actions: the project of that slug, for somebody who is signed in and at least that
 * in it. A project that is none of theirs is not found, so that nobody learns which there are.
 */
export async function requireProject(slug: string, least: Role = "viewer"): Promise<OpenProject> {
  const project = (await findOpenProject(slug, await requireSession())) ?? notFound();
  return isAtLeast(project.role, least) ? project : forbidden();
}

/**
 * The same for route handlers that the pages call.
 *
 * @throws AppError `unauthorized`, `not_found` or `forbidden`
 */
export async function requireProjectForRoute(
  slug: string,
  least: Role = "viewer",
): Promise<OpenProject> {
  const project = await findOpenProject(slug, await requireSessionForRoute());
  if (!project) throw new AppError("not_found", `No project named "${slug}"`);
  if (isAtLeast(project.role, least)) return project;
  throw new AppError("forbidden", `This takes the role "${least}" in the project "${slug}".`);
}

/** Asked by a page, its layout and its metadata; looked up once. */
const findOpenProject = cache(
  async (slug: string, person: SignedIn): Promise<OpenProject | undefined> => {
    const project = await findProject(db, slug);
    const role = project && (await findRole(db, project.id, person));
    return project && role ? { ...project, person, role } : undefined;
  },
);

/** For pages and actions of the whole organisation. */
export async function requireOrganisationOwner(): Promise<SignedIn> {
  const person = await requireSession();
  return person.isOwner ? person : forbidden();
}
