import { config } from "@/lib/config";
import { startMaintenance } from "@/lib/derive/maintainer";
import { startWorker } from "@/lib/derive/worker";
import { db } from "@/lib/store/db";

// Development reloads this module; the global keeps it at one of each a process.
const globals = globalThis as { tidemarkWork?: readonly (() => Promise<void>)[] };

/** Starts what this process does beside answering requests, unless it is told not to. */
export function startBackgroundWork(): void {
  if (!config.worker || !config.databaseUrl) return;
  globals.tidemarkWork ??= [startWorker(db), startMaintenance(db, config)];
}
