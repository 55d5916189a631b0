import type pg from "pg";
import { forgetPartition, PARTITION_LOCK, partitionName } from "./span-partitions";
import { inTransaction } from "./transaction";

/** How long a step may wait for others; meanwhile nobody waits for it. */
const PATIENCE = "3s";
/** The same where others do wait behind it. */
const SHORT_PATIENCE = "200ms";
/** Postgres gave up waiting for a lock, or was told that another partition is just being detached. */
const NOT_NOW = new Set(["55P03", "55000"]);

type Partition = { readonly day: string; readonly isPending: boolean };

/**
 * Drops the days before one with all their spans, whosever they are. None of them holds up a writer:
 * a day is first detached without a lock on the others. One that somebody is still reading stays for
 * another try. Spans whose clock is far off are not of these days.
 *
 * @returns the days that are gone
 */
export async function dropPartitionsBefore(
  pool: pg.Pool,
  firstKept: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const isSpread = await isDistributed(pool);
  const dropped: string[] = [];
  for (const partition of await loadPartitions(pool)) {
    if (partition.day >= firstKept && !partition.isPending) continue;
    signal.throwIfAborted();
    const isGone = await unlessBusy(() =>
      isSpread ? dropAtOnce(pool, partition) : detachAndDrop(pool, partition),
    );
    if (isGone) dropped.push(partition.day);
    forgetPartition(pool, partition.day);
  }
  return dropped;
}

/** Those half detached come first: Postgres detaches no other before they are done. */
async function loadPartitions(pool: pg.Pool): Promise<Partition[]> {
  const { rows } = await pool.query<{ name: string; isPending: boolean }>(`
    select relname as name, inhdetachpending as "isPending"
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'span'::regclass
    order by inhdetachpending desc, relname`);
  return rows.flatMap(({ name, isPending }) => {
    const [, year, month, date] = /^span_(\d{4})(\d\d)(\d\d)$/.exec(name) ?? [];
    return date ? [{ day: `${year}-${month}-${date}`, isPending }] : [];
  });
}

/** Citus keeps spans on other nodes, and cannot detach without locks. */
async function isDistributed(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query("select to_regclass('pg_dist_partition') is not null as there");
  if (!rows[0]?.there) return false;
  const { rowCount } = await pool.query(
    "select from pg_dist_partition where logicalrelid = 'span'::regclass",
  );
  return rowCount === 1;
}

async function unlessBusy(drop: () => Promise<void>): Promise<boolean> {
  try {
    await drop();
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (NOT_NOW.has(code)) return false;
    throw error;
  }
}

async function detachAndDrop(pool: pg.Pool, { day, isPending }: Partition): Promise<void> {
  const name = partitionName(day);
  const client = await pool.connect();
  try {
    await client.query(`set lock_timeout = '${PATIENCE}'`);
    // Waits until nobody reads with a plan that knows the partition. Cannot be in a transaction.
    const how = isPending ? "finalize" : "concurrently";
    await client.query(`alter table span detach partition ${name} ${how}`);
    await client.query("reset lock_timeout");
    client.release();
  } catch (error) {
    // Its settings are not to be met by whoever comes next.
    client.release(true);
    throw error;
  }
  await inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [PARTITION_LOCK]);
    // A late span may have had it made anew.
    const { rowCount } = await client.query(
      "select from pg_inherits where inhrelid = to_regclass($1)",
      [name],
    );
    if (rowCount === 0) await client.query(`drop table if exists ${name}`);
  });
}

/** Takes a lock that everybody waits for, or gives up at once. */
async function dropAtOnce(pool: pg.Pool, { day }: Partition): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [PARTITION_LOCK]);
    // The nodes that hold the spans must be as impatient.
    await client.query("set local citus.propagate_set_commands = 'local'");
    await client.query(`set local lock_timeout = '${SHORT_PATIENCE}'`);
    await client.query(`drop table if exists ${partitionName(day)}`);
  });
}
