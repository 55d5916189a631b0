import type pg from "pg";
import { AppError } from "@/lib/errors";
import { type Database, poolOf } from "./database";
import { DISTRIBUTED_TABLES, type DistributedTable, REFERENCE_TABLES } from "./distribute-layout";
import { inTransaction, type Queryable } from "./transaction";

const OLDEST_CITUS = 12;

/** What became of one table. */
export type TablePlacement = {
  readonly table: string;
  readonly place: "by trace" | "by content" | "on every node";
  /** False: it was there already. */
  readonly isNew: boolean;
};

/**
 * Makes sure that Citus is in this database, creating the extension where the server has it.
 *
 * @returns the version of Citus and how many nodes will hold shards
 * @throws AppError `unavailable`, with what is missing and how to mend it
 */
export async function requireCitus(
  db: Database,
): Promise<{ readonly version: string; readonly workers: number }> {
  const pool = poolOf(db);
  await createExtension(pool);
  const { rows } = await pool.query<{ version: string }>(
    "select extversion as version from pg_extension where extname = 'citus'",
  );
  const version = rows[0]?.version ?? "0";
  if (Number.parseInt(version, 10) < OLDEST_CITUS) {
    throw new AppError("unavailable", `Citus ${OLDEST_CITUS} or newer is needed, not ${version}.`);
  }
  const nodes = await pool.query<{ workers: number }>(
    "select count(*)::int as workers from citus_get_active_worker_nodes()",
  );
  return { version, workers: nodes.rows[0]?.workers ?? 0 };
}

async function createExtension(pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query("select from pg_available_extensions where name = 'citus'");
  if (rowCount === 0) {
    throw new AppError(
      "unavailable",
      "This Postgres has no Citus. Install it on the coordinator and every worker, add it to " +
        "shared_preload_libraries, restart, and name the coordinator in DATABASE_URL.",
    );
  }
  try {
    await pool.query("create extension if not exists citus");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("unavailable", `Citus is installed but cannot be created: ${reason}`);
  }
}

/**
 * Spreads the tables over the nodes, with the rows they hold. Small tables go to every node in one
 * transaction, each large one in its own; what is where it belongs is left, so that a run that was
 * cut short can be repeated. Nothing may write meanwhile: it would wait.
 *
 * @param log told of each table once it is done
 */
export async function distributeTables(
  db: Database,
  log: (placement: TablePlacement) => void,
): Promise<void> {
  const pool = poolOf(db);
  const placed = await loadPlaced(pool);
  const fresh = REFERENCE_TABLES.filter((table) => !placed.has(table));
  if (fresh.length > 0) await inTransaction(pool, (client) => replicate(client, fresh));
  for (const table of REFERENCE_TABLES) {
    log({ table, place: "on every node", isNew: !placed.has(table) });
  }
  for (const table of DISTRIBUTED_TABLES) {
    const isNew = !placed.has(table.name);
    if (isNew) await distribute(pool, table);
    const place = table.column === "hash" ? "by content" : "by trace";
    log({ table: table.name, place, isNew });
  }
}

/** Tables that Citus has in its care; those it only knows by a foreign key are not among them. */
async function loadPlaced(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_dist_partition join pg_class on pg_class.oid = logicalrelid
    where partmethod = 'h' or (partmethod = 'n' and repmodel = 't')`,
  );
  return new Set(rows.map((row) => row.name));
}

/**
 * Foreign keys are taken off before and put back after: Citus would take whatever a key leads to into
 * its care at the first table, and then refuses it at its own turn for its identity column.
 */
async function replicate(client: Queryable, tables: readonly string[]): Promise<void> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
      pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and (conrelid::regclass::text = any($1) or confrelid::regclass::text = any($1))
    order by conname`,
    [tables],
  );
  await client.query("set local citus.multi_shard_modify_mode = 'sequential'");
  for (const { table, name } of keys) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  for (const table of tables) await client.query("select create_reference_table($1)", [table]);
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
}

async function distribute(
  pool: pg.Pool,
  { name, column, besides }: DistributedTable,
): Promise<void> {
  await pool.query("select create_distributed_table($1, $2, colocate_with => $3)", [
    name,
    column,
    besides ?? "none",
  ]);
  // The rows were copied to the nodes; what stays behind is out of sight and takes up room.
  await pool.query("select truncate_local_data_after_distributing_table($1)", [name]);
}
