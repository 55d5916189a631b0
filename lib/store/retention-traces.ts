import type pg from "pg";
import { lockTraces } from "./derive-queue";
import { inBatches } from "./retention-batches";
import { TRACE_QUEUES, TRACE_TABLES } from "./retention-tables";
import { DAYS_AHEAD, dayOf, MISDATED_DAY } from "./span-day";
import { inTransaction } from "./transaction";

const TRACES_AT_ONCE = 500;
const DAY_MS = 86_400_000;

/**
 * Removes all that is derived of traces of one project, and what waits to be derived of them. Their
 * spans must be gone before, or a worker that is just reading them would bring the rows back.
 */
export async function deleteDerived(
  pool: pg.Pool,
  projectId: number,
  traceIds: readonly string[],
): Promise<void> {
  if (traceIds.length === 0) return;
  await inTransaction(pool, async (client) => {
    // Waits for workers in the order in which they lock: derivers first, then those who index words.
    await lockTraces(
      client,
      traceIds.map((traceId) => ({ projectId, traceId })),
    );
    for (const table of [...TRACE_QUEUES, ...TRACE_TABLES]) {
      await client.query(
        `delete from ${table} where project_id = $1 and trace_id = any($2::text[])`,
        [projectId, traceIds],
      );
    }
  });
}

/**
 * Removes a project's traces that began before a day. A trace is as old as its first span whose
 * clock can be believed; those without any are found by their spans.
 *
 * @returns how many
 */
export async function deleteTracesBefore(
  pool: pg.Pool,
  projectId: number,
  since: Date,
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  return inBatches(signal, async () => {
    const { rows } = await pool.query<{ traceId: string }>({
      name: "expired_traces",
      // The start is what there is an index by; a clock that is off puts it into the past or future.
      text: `
        select trace_id "traceId" from trace
        where project_id = $1 and (started_at < $2 or started_at > $3)
          and first_day < $4::date and last_day <> '${MISDATED_DAY}'
        limit ${TRACES_AT_ONCE}`,
      values: [projectId, since, new Date(now.getTime() + DAYS_AHEAD * DAY_MS), dayOf(since)],
    });
    await deleteDerived(
      pool,
      projectId,
      rows.map((row) => row.traceId),
    );
    return rows.length;
  });
}
