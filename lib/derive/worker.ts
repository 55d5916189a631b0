import { setTimeout } from "node:timers/promises";
import type { Database } from "@/lib/store/database";
import { isAnythingQueued } from "@/lib/store/derive-queue";
import { deriveQueued } from "./derive-queued";

const IDLE_MS = 300;
const AFTER_FAILURE_MS = 2_000;

/**
 * Derives what is queued, for as long as the process runs. Several may run on one database.
 *
 * @returns a function that stops it and waits until the batch at hand is done
 */
export function startWorker(db: Database): () => Promise<void> {
  const stopping = new AbortController();
  const running = runUntil(db, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

async function runUntil(db: Database, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    let pauseMs = IDLE_MS;
    try {
      if (await isAnythingQueued(db)) await deriveQueued(db, () => new Date(), "rested");
    } catch (error) {
      // The database is away or restarting; the queue is in it and nothing is lost.
      console.error("The worker could not reach its queue", error);
      pauseMs = AFTER_FAILURE_MS;
    }
    await pause(pauseMs, stop);
  }
}

/** Waits, but not once it is time to stop. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stop }).catch(() => {});
}
