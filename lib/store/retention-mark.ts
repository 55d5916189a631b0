import type pg from "pg";
import { dayOf } from "./span-day";
import { lockRollups } from "./tier-rollup";
import { inTransaction, type Queryable } from "./transaction";

/**
 * Notes that a project's traces before a day are about to be removed, once nobody counts them any
 * more. From then on their rollups stay as they are. A later mark is never taken back.
 */
export async function markKeptSince(pool: pg.Pool, projectId: number, since: Date): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockRollups(client, projectId);
    await client.query(
      `insert into retention_mark (project_id, kept_since) values ($1, $2::date)
      on conflict (project_id) do update set kept_since = excluded.kept_since
      where retention_mark.kept_since < excluded.kept_since`,
      [projectId, dayOf(since)],
    );
  });
}

/** Start of the first day of which a project's traces are all there; null when none were removed. */
export async function findKeptSince(client: Queryable, projectId: number): Promise<Date | null> {
  const { rows } = await client.query<{ day: string }>(
    "select kept_since::text as day from retention_mark where project_id = $1",
    [projectId],
  );
  return rows[0] ? new Date(rows[0].day) : null;
}
