import { createApiKey, ensureApiKey } from "@/lib/store/api-keys";
import type { Database } from "@/lib/store/database";
import { findOrCreatePerson, findPersonByEmail } from "@/lib/store/people";
import { findOrCreateProject, listProjects } from "@/lib/store/projects";
import { rememberFirstKey } from "./first-key";
import { setPassword } from "./passwords";

const FIRST_PROJECT = "default";

export type InitSettings = {
  readonly project: string | null;
  readonly key: string | null;
  /** An owner of the organisation. */
  readonly user: { readonly email: string; readonly password: string } | null;
};

/**
 * Makes what a server needs to be usable: the project, key and owner that the settings name, or, on
 * an empty database, a first project with a first key. Changes nothing on any later start.
 */
export async function bootstrap(db: Database, init: InitSettings): Promise<void> {
  if (init.user !== null) await ensureOwner(db, init.user);
  if (init.project !== null || init.key !== null) {
    const project = await findOrCreateProject(db, init.project ?? FIRST_PROJECT);
    if (init.key === null) return;
    await ensureApiKey(db, project.id, init.key);
    rememberFirstKey(project.id, init.key);
  } else if ((await listProjects(db)).length === 0) {
    const project = await findOrCreateProject(db, FIRST_PROJECT, "Default");
    const { key } = await createApiKey(db, {
      projectId: project.id,
      name: "First key",
      scopes: ["ingest", "read"],
    });
    rememberFirstKey(project.id, key);
  }
}

/** Somebody who exists already keeps their password: the setting must not undo a change of it. */
async function ensureOwner(
  db: Database,
  { email, password }: NonNullable<InitSettings["user"]>,
): Promise<void> {
  if (await findPersonByEmail(db, email)) return;
  const name = email.split("@", 1)[0] ?? email;
  const person = await findOrCreatePerson(db, { name, email, isOwner: true });
  await setPassword(db, person.id, password);
}
