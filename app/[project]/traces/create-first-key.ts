"use server";

import { actingIn, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { createApiKey, findApiKey } from "@/lib/store/api-keys";
import { db } from "@/lib/store/db";

/** Makes a key that can send and read traces, and returns it for the one time that it is known. */
export async function createFirstKey(slug: string): Promise<string> {
  const project = await requireProject(slug, "admin");
  const { id, key } = await createApiKey(db, {
    projectId: project.id,
    name: "First trace",
    scopes: ["ingest", "read"],
    createdBy: project.person.name,
  });
  const after = await findApiKey(db, project.id, id);
  await noteDone(actingIn(project), { action: "key.create", subject: "First trace" }, after);
  return key;
}
