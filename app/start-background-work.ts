import { config } from "@/lib/config";
import { startWorker } from "@/lib/derive/worker";
import { db } from "@/lib/store/db";

// Development reloads this module; the global keeps it at one worker a process.
const globals = globalThis as { tidemarkWorker?: () => Promise<void> };

/** Starts what this process does beside answering requests, unless it is told not to. */
export function startBackgroundWork(): void {
  if (config.worker && config.databaseUrl) globals.tidemarkWorker ??= startWorker(db);
}
