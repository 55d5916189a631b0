import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import { createApiKey } from "@/lib/store/api-keys";
import type { Database } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import type { Bench } from "./bench";
import type { ExportSpan } from "./encode-export";
import type { Receiver } from "./post-export";
import { sendSpans } from "./send-spans";
import { hasWork, settle } from "./settle";

export type SeededProject = Receiver & { readonly slug: string };

/** Makes a project and sends it spans, as an application would. */
export async function seedProject(
  { server, db }: Bench,
  slug: string,
  requests: Iterator<readonly ExportSpan[]>,
): Promise<SeededProject> {
  const { id: projectId } = await findOrCreateProject(db, slug);
  const { key } = await createApiKey(db, { projectId, name: slug, scopes: ["ingest", "read"] });
  const project = { slug, key, url: server.url };
  await sendSpans(project, requests);
  return project;
}

/** Helps the server's worker until nothing waits, and leaves the tables as autovacuum would. */
export async function deriveTogether(db: Database): Promise<void> {
  while (await hasWork(db)) {
    const derived = await deriveQueued(db);
    const rolledUp = await rollUpDirty(db);
    // The last batch is the server's, or words that are not due yet.
    if (derived + rolledUp === 0) break;
  }
  await settle(db, 600_000);
  await db.$executeRawUnsafe("vacuum (analyze)");
}
