import { config } from "@/lib/config";
import { db } from "@/lib/store/db";
import type { IngestContext } from "./ingest-context";

/** What the app's own routes take traces in with. */
export const inApp: IngestContext = { db, maxBytes: config.ingestMaxBytes };
