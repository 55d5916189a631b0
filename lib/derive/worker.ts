import { setTimeout } from "node:timers/promises";
import type { Database } from "@/lib/store/database";
import { compactIngestLedger } from "@/lib/store/ingest-ledger-compact";
import { loadWaitingWork, type WaitingWork } from "@/lib/store/waiting-work";
import { chore } from "./chore";
import { deriveQueued } from "./derive-queued";
import { feedRederiveJobs } from "./rederive";
import { rollUpDirty } from "./roll-up";

const IDLE_MS = 300;
const AFTER_FAILURE_MS = 2_000;
/** While more keeps arriving, the queue is never empty; rollups must not wait for that. */
const MAX_DERIVE_MS = 1_500;

const IN_ORDER = ["derive", "rollUp", "rederive", "compact"] as const;

/**
 * Derives what is queued and keeps what follows from it up to date, for as long as the process runs.
 * Several may run on one database.
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
  const now = () => new Date();
  let isCut = false;
  const derive = async () => {
    const endMs = performance.now() + MAX_DERIVE_MS;
    const isOver = () => performance.now() > endMs;
    await deriveQueued(db, now, "rested", {
      get aborted() {
        return stop.aborted || isOver();
      },
    });
    isCut = isOver();
  };
  const chores: Record<keyof WaitingWork, () => Promise<void>> = {
    derive: chore(0, derive),
    rollUp: chore(2_000, () => rollUpDirty(db)),
    rederive: chore(500, () => feedRederiveJobs(db)),
    compact: chore(10_000, () => compactIngestLedger(db)),
  };
  while (!stop.aborted) {
    let pauseMs = IDLE_MS;
    try {
      const waiting = await loadWaitingWork(db);
      for (const name of IN_ORDER) if (waiting[name]) await chores[name]();
      if (isCut) pauseMs = 0;
      isCut = false;
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
