import { type Database, poolOf } from "@/lib/store/database";
import { isDatabaseAway } from "@/lib/store/database-away";
import { postponeOldestTrace, takeQueuedTraces } from "@/lib/store/derive-queue";
import { inTransaction } from "@/lib/store/transaction";
import type { WordsWanted } from "@/lib/store/word-queue";
import { deriveTraces } from "./derive-traces";
import { indexQueuedWords } from "./index-words";

const BATCH = 400;
/** Other work is waiting too when the queue never gets empty. */
const MAX_TURNS = 1_000;

/** Told apart from a signal, so that it may also be a matter of time. */
export type Stop = Pick<AbortSignal, "aborted">;
const NEVER: Stop = { aborted: false };

/**
 * Works off what is queued: brings the rows of the traces and the word index up to date. Rows come
 * first, and again after every batch of words.
 *
 * @returns how many traces were derived; 0 when nothing was waiting
 */
export async function deriveQueued(
  db: Database,
  now: () => Date = () => new Date(),
  words: () => WordsWanted = () => "all",
  stop: Stop = NEVER,
): Promise<number> {
  let derived = 0;
  for (let turn = 0; turn < MAX_TURNS && !stop.aborted; turn += 1) {
    const count = await deriveBatch(db, now);
    derived += count;
    if (count === 0 && !(await indexQueuedWords(db, words()))) return derived;
  }
  return derived;
}

async function deriveBatch(db: Database, now: () => Date): Promise<number> {
  try {
    return await deriveUpTo(db, BATCH, now);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    console.error("Deriving a batch failed; trying its traces one by one", error);
    return deriveOneByOne(db, now);
  }
}

/** Gets the good traces through; the one that fails is put off, and the others behind it go on. */
async function deriveOneByOne(db: Database, now: () => Date): Promise<number> {
  let derived = 0;
  for (let entry = 0; entry < BATCH; entry += 1) {
    try {
      const count = await deriveUpTo(db, 1, now);
      if (count === 0) break;
      derived += count;
    } catch (error) {
      // No fault of the trace, which is not to wait for longer than the database does.
      if (isDatabaseAway(error)) throw error;
      console.error("A trace could not be derived; it will be tried again later", error);
      await postponeOldestTrace(poolOf(db));
    }
  }
  return derived;
}

async function deriveUpTo(db: Database, limit: number, now: () => Date): Promise<number> {
  return inTransaction(poolOf(db), async (client) => {
    const traces = await takeQueuedTraces(client, limit);
    if (traces.length > 0) await deriveTraces(db, client, traces, now());
    return traces.length;
  });
}
