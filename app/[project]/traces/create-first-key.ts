"use server";

import { requireProject } from "@/app/require-project";
import { createApiKey } from "@/lib/store/api-keys";
import { db } from "@/lib/store/db";

/** Makes a key that can send and read traces, and returns it for the one time that it is known. */
export async function createFirstKey(slug: string): Promise<string> {
  const project = await requireProject(slug, "admin");
  const options = {
    projectId: project.id,
    name: "First trace",
    scopes: ["ingest", "read"],
  } as const;
  return (await createApiKey(db, options)).key;
}
