import { setTimeout } from "node:timers/promises";
import type { Database } from "@/lib/store/database";
import { compactIngestLedger } from "@/lib/store/ingest-ledger-compact";
import { loadWaitingWork, type WaitingWork } from "@/lib/store/waiting-work";
import { chore } from "./chore";
import { deriveQueued } from "./derive-queued";
import { feedRederiveJobs } from "./rederive";
import { rollUpDirty } from "./roll-up";

const IDLE_MS = 300;
/** After some turns with nothing to do: a second more hardly shows, and asking costs an idle machine. */
const LONG_IDLE_MS = 1_000;
const TURNS_UNTIL_LONG = 20;
const AFTER_FAILURE_MS = 2_000;
/** While more keeps arriving, the queue is never empty; rollups must not wait for that. */
const MAX_DERIVE_MS = 1_500;

const IN_ORDER = ["derive", "rollUp", "rederive", "compact"] as const;

/**
 * Derives what is queued and keeps what follows from it up to date, for as long as the process runs.
 * Several may run on one database.
 *
 * @param isBusy whether this process has something more urgent to do at the moment; words for
 *   searching then wait for a while
 * @returns a function that stops it and waits until the batch at hand is done
 */
export function startWorker(
  db: Database,
  isBusy: () => boolean = () => false,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = runUntil(db, isBusy, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

type Chores = Readonly<Record<keyof WaitingWork, () => Promise<void>>>;

async function runUntil(db: Database, isBusy: () => boolean, stop: AbortSignal): Promise<void> {
  const chores: Chores = {
    derive: chore(0, () => deriveForAWhile(db, isBusy, stop)),
    rollUp: chore(2_000, () => rollUpDirty(db)),
    rederive: chore(500, () => feedRederiveJobs(db)),
    compact: chore(10_000, () => compactIngestLedger(db)),
  };
  let idleTurns = 0;
  while (!stop.aborted) {
    const turn = await takeTurn(db, chores, stop);
    idleTurns = turn === "idle" ? idleTurns + 1 : 0;
    if (turn === "cut") continue;
    await pause(idleTurns < TURNS_UNTIL_LONG ? IDLE_MS : LONG_IDLE_MS, stop);
  }
}

/** Does what waits. `cut`: deriving took all the time it may take, so there is probably more. */
async function takeTurn(
  db: Database,
  chores: Chores,
  stop: AbortSignal,
): Promise<"idle" | "worked" | "cut"> {
  try {
    const startMs = performance.now();
    const waiting = await loadWaitingWork(db);
    for (const name of IN_ORDER) if (waiting[name]) await chores[name]();
    if (waiting.derive && performance.now() - startMs > MAX_DERIVE_MS) return "cut";
    return IN_ORDER.some((name) => waiting[name]) ? "worked" : "idle";
  } catch (error) {
    // The database is away or restarting; the queue is in it and nothing is lost.
    console.error("The worker could not reach its queue", error);
    await pause(AFTER_FAILURE_MS, stop);
    return "worked";
  }
}

async function deriveForAWhile(
  db: Database,
  isBusy: () => boolean,
  stop: AbortSignal,
): Promise<void> {
  const endMs = performance.now() + MAX_DERIVE_MS;
  const words = () => (isBusy() ? "overdue" : "rested");
  await deriveQueued(db, () => new Date(), words, {
    get aborted() {
      return stop.aborted || performance.now() > endMs;
    },
  });
}

/** Waits, but not once it is time to stop. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stop }).catch(() => {});
}
