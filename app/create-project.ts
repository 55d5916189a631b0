"use server";

import { redirect } from "next/navigation";
import { db } from "@/lib/store/db";
import { findOrCreateProject, findProject } from "@/lib/store/projects";
import { actingOnServer, noteDone } from "./audited";
import { requireOrganisationOwner } from "./require-project";

/** Makes a project and goes there; returns in words what is wrong with the name. */
export async function createProjectAction(
  _previous: string | null,
  form: FormData,
): Promise<string | null> {
  const person = await requireOrganisationOwner();
  const name = String(form.get("name") ?? "")
    .trim()
    .slice(0, 63);
  const slug = slugOf(name);
  if (slug === "") return "The name needs a letter from a to z or a digit, for its address.";
  if (RESERVED.has(slug))
    return `"${slug}" is taken by an address of Tidemark's own; choose another.`;
  if (await findProject(db, slug)) return `There is a project at the address "${slug}" already.`;
  await findOrCreateProject(db, slug, name);
  await noteDone(actingOnServer(person), { action: "project.create", subject: slug }, { name });
  redirect(`/${slug}/traces`);
}

const RESERVED = new Set([
  "api",
  "v1",
  "sign-in",
  "sign-out",
  "account",
  "people",
  "invite",
  "reset-password",
]);

function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
