import { setTimeout as sleep } from "node:timers/promises";
import { type Database, poolOf } from "@/lib/store/database";

const POLL_MS = 250;
const LIMIT_MS = 180_000;

/**
 * Waits until what was sent is derived, rolled up and indexed, so that measurements do not weigh on
 * each other.
 *
 * @returns how long it took, in seconds
 */
export async function settle(db: Database, limitMs: number = LIMIT_MS): Promise<number> {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  while ((await hasWork(db)) && elapsed() < limitMs) await sleep(POLL_MS);
  return elapsed() / 1_000;
}

/** Whether traces, words or rollups wait, those that are not due yet included. */
export async function hasWork(db: Database): Promise<boolean> {
  const { rows } = await poolOf(db).query<{ waiting: boolean }>(
    `select exists (select from derive_queue) or exists (select from word_queue)
       or exists (select from rollup_dirty) or exists (select from ingest_entry) as waiting`,
  );
  return rows[0]?.waiting ?? false;
}
