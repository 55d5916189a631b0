import type pg from "pg";
import { DAYS_AHEAD, dayOf, MISDATED_DAY } from "./span-day";

const DAY_MS = 86_400_000;
/** Rows of more bytes are compressed; Postgres itself begins at 2 kB, which most spans stay below. */
const COMPRESSED_FROM = 256;
/** Held while a partition is made or dropped. Any number will do, as long as no other code locks it. */
export const PARTITION_LOCK = 7_433_630;

const known = new WeakMap<pg.Pool, Set<string>>();

/**
 * Makes the partitions of days that have none, and remembers which are there. Attaching a finished
 * table takes a lock that neither readers nor writers wait for.
 */
export async function ensurePartitions(pool: pg.Pool, days: Iterable<string>): Promise<void> {
  const there = known.get(pool) ?? new Set([MISDATED_DAY]);
  known.set(pool, there);
  const missing = [...new Set(days)].filter((day) => !there.has(day)).sort();
  for (const day of missing) {
    await makePartition(pool, day);
    there.add(day);
  }
}

/** Partitions for today and the next days, so that no request has to wait for one at midnight. */
export async function ensureDaysAhead(pool: pg.Pool, now: Date): Promise<void> {
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) =>
    dayOf(new Date(now.getTime() + ahead * DAY_MS)),
  );
  await ensurePartitions(pool, days);
}

/**
 * Runs a write that needs the partitions of these days. When retention, maybe on another server, has
 * just dropped one that was known to be there, it is made again and the write is run once more.
 */
export async function withPartitions<Result>(
  pool: pg.Pool,
  days: readonly string[],
  write: () => Promise<Result>,
): Promise<Result> {
  await ensurePartitions(pool, days);
  try {
    return await write();
  } catch (error) {
    if (!isWithoutPartition(error)) throw error;
    for (const day of days) forgetPartition(pool, day);
    await ensurePartitions(pool, days);
    return write();
  }
}

/** Postgres has no code of its own for it: 23514 is what a broken check says, and `span` has none. */
function isWithoutPartition(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23514";
}

/** Retention dropped it; the next span of that day makes it again. */
export function forgetPartition(pool: pg.Pool, day: string): void {
  known.get(pool)?.delete(day);
}

export function partitionName(day: string): string {
  return `span_${day.replaceAll("-", "")}`;
}

async function makePartition(pool: pg.Pool, day: string): Promise<void> {
  const name = partitionName(day);
  const client = await pool.connect();
  try {
    await client.query("begin");
    // Two servers may come upon a new day at once; the second finds it made.
    await client.query("select pg_advisory_xact_lock($1)", [PARTITION_LOCK]);
    const { rows } = await client.query(
      "select from pg_inherits where inhparent = 'span'::regclass and inhrelid = to_regclass($1)",
      [name],
    );
    if (rows.length === 0) {
      const next = dayOf(new Date(Date.parse(day) + DAY_MS));
      // Retention detached it and has not come to drop it.
      await client.query(`drop table if exists ${name}`);
      await client.query(
        `create table ${name} (like span including all) with (toast_tuple_target = ${COMPRESSED_FROM})`,
      );
      await client.query(
        `alter table span attach partition ${name} for values from ('${day}') to ('${next}')`,
      );
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
