import { createApiKey, ensureApiKey } from "@/lib/store/api-keys";
import type { Database } from "@/lib/store/database";
import { findOrCreateProject, listProjects } from "@/lib/store/projects";
import { rememberFirstKey } from "./first-key";

const FIRST_PROJECT = "default";

/**
 * Makes what a server needs to be usable: the project and key that the settings name, or, on an
 * empty database, a first project with a first key. Changes nothing on any later start.
 */
export async function bootstrap(
  db: Database,
  init: { readonly project: string | null; readonly key: string | null },
): Promise<void> {
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
