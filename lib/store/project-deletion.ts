import type pg from "pg";
import { type Database, poolOf } from "./database";
import { inBatches } from "./retention-batches";
import { PROJECT_TABLES, TRACE_QUEUES, TRACE_TABLES } from "./retention-tables";
import { inTransaction } from "./transaction";

/**
 * How long a deleted project's rows are looked for: longer than any server remembers a key or any
 * request and any deriving takes that had begun before.
 */
const LINGER_MS = 3_600_000;
const ROWS_AT_ONCE = 5_000;

/**
 * Deletes a project with its keys and everything that was posted for it, at once and for good. Its
 * traces are out of reach from then on; `purgeGoneProjects` removes them.
 *
 * @returns false when there is no such project
 */
export async function deleteProject(db: Database, projectId: number, now: Date): Promise<boolean> {
  return inTransaction(poolOf(db), async (client) => {
    const { rows } = await client.query<{ slug: string }>(
      "delete from project where id = $1 returning slug",
      [projectId],
    );
    const [project] = rows;
    if (!project) return false;
    await client.query(
      "insert into gone_project (project_id, slug, deleted_at) values ($1, $2, $3)",
      [projectId, project.slug, now],
    );
    return true;
  });
}

/**
 * Removes what is left of deleted projects, and for an hour after each deletion what still came in.
 *
 * @returns how many rows went
 * @throws the signal's reason, between two steps
 */
export async function purgeGoneProjects(
  db: Database,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  const pool = poolOf(db);
  const { rows } = await pool.query<{ projectId: number; deletedAt: Date }>(
    `select project_id "projectId", deleted_at "deletedAt" from gone_project order by project_id`,
  );
  let removed = 0;
  for (const { projectId, deletedAt } of rows) {
    removed += await purgeProject(pool, projectId, signal);
    if (now.getTime() - deletedAt.getTime() > LINGER_MS) {
      await pool.query("delete from gone_project where project_id = $1", [projectId]);
    }
  }
  return removed;
}

async function purgeProject(
  pool: pg.Pool,
  projectId: number,
  signal: AbortSignal,
): Promise<number> {
  let removed = 0;
  // Spans first: what is derived could otherwise be derived again from them.
  for (const table of ["span", ...TRACE_QUEUES, ...TRACE_TABLES]) {
    removed += await purgeBy(pool, table, "trace_id", projectId, signal);
  }
  removed += await purgeBy(pool, "content", "hash", projectId, signal);
  for (const table of PROJECT_TABLES) {
    const { rowCount } = await pool.query(`delete from ${table} where project_id = $1`, [
      projectId,
    ]);
    removed += rowCount ?? 0;
  }
  return removed;
}

/** Removes a project's rows, those of some thousand keys at a time. */
async function purgeBy(
  pool: pg.Pool,
  table: string,
  key: "trace_id" | "hash",
  projectId: number,
  signal: AbortSignal,
): Promise<number> {
  return inBatches(signal, async () => {
    const { rows } = await pool.query<{ key: string }>(
      `select ${key} as key from ${table} where project_id = $1 limit ${ROWS_AT_ONCE}`,
      [projectId],
    );
    if (rows.length === 0) return 0;
    const { rowCount } = await pool.query(
      `delete from ${table} where project_id = $1 and ${key} = any($2::text[])`,
      [projectId, [...new Set(rows.map((row) => row.key))]],
    );
    return rowCount ?? 0;
  });
}
