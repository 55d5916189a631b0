import { setTimeout } from "node:timers/promises";
import type { Database } from "@/lib/store/database";
import { type MaintenanceSettings, maintain } from "./maintain";

const PAUSE_MS = 600_000;
const AFTER_FAILURE_MS = 30_000;

/**
 * Maintains the database at once and then every ten minutes, for as long as the process runs.
 *
 * @returns a function that stops it and waits until the step at hand is done
 */
export function startMaintenance(db: Database, settings: MaintenanceSettings): () => Promise<void> {
  const stopping = new AbortController();
  const running = runUntil(db, settings, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

async function runUntil(
  db: Database,
  settings: MaintenanceSettings,
  stop: AbortSignal,
): Promise<void> {
  while (!stop.aborted) {
    let pauseMs = PAUSE_MS;
    try {
      await maintain(db, settings, new Date(), stop);
    } catch (error) {
      if (stop.aborted) return;
      console.error("Maintenance failed; it will be tried again", error);
      pauseMs = AFTER_FAILURE_MS;
    }
    await setTimeout(pauseMs, undefined, { signal: stop }).catch(() => {});
  }
}
