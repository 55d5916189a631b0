import { createMailer } from "@/lib/alerts/mail";
import { startAlerts } from "@/lib/alerts/start-alerts";
import { config } from "@/lib/config";
import { startMaintenance } from "@/lib/derive/maintainer";
import { startWorker } from "@/lib/derive/worker";
import { ingestCounts } from "@/lib/ingest/ingest-counters";
import { db } from "@/lib/store/db";

// Development reloads this module; the global keeps it at one worker a process, and lets the process
// stop it before its database goes.
const globals = globalThis as { tidemarkWorker?: () => Promise<void> };

/** Starts what this process does beside answering requests, unless it is told not to. */
export function startBackgroundWork(): void {
  if (config.worker && config.databaseUrl) globals.tidemarkWorker ??= startAll();
}

function startAll(): () => Promise<void> {
  // What clients are waiting for goes before what only makes a search find more.
  const isBusy = () => ingestCounts().open > 0;
  const { publicUrl, alertIntervalMs: everyMs, mail } = config;
  const stops = [
    startWorker(db, isBusy),
    startMaintenance(db, config),
    startAlerts(db, { publicUrl, everyMs }, createMailer(mail)),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
