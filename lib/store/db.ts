import "server-only";
import { config } from "@/lib/config";
import { connect, type Database } from "./database";
import { attachEmbeddings } from "./embeddings";

// Next.js reloads modules in development; the global keeps one pool across reloads.
const globals = globalThis as { tidemarkDb?: Database };
if (!globals.tidemarkDb) {
  globals.tidemarkDb = connect(config.databaseUrl ?? "");
  attachEmbeddings(globals.tidemarkDb, config.embeddings);
}

/** The app's one database client. Only files under `app/` import it; the rest take it as an argument. */
export const db: Database = globals.tidemarkDb;
