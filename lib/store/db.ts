import "server-only";
import { config } from "@/lib/config";
import { connect, type Database } from "./database";

// Next.js reloads modules in development; the global keeps one pool across reloads.
const globals = globalThis as { tidemarkDb?: Database };
globals.tidemarkDb ??= connect(config.databaseUrl ?? "");

/** The app's one database client. Only files under `app/` import it; the rest take it as an argument. */
export const db: Database = globals.tidemarkDb;
