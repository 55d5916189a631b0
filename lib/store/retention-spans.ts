import type pg from "pg";
import { insertQueued } from "./derive-queue";
import { inBatches } from "./retention-batches";
import { deleteDerived } from "./retention-traces";
import { dayOf, MISDATED_DAY } from "./span-day";

/** Looked for at once; what goes at once are all old spans of their traces. */
const SPANS_AT_ONCE = 2_000;

type TraceOfSpan = { readonly traceId: string };
const distinctTraces = (rows: readonly TraceOfSpan[]) => [
  ...new Set(rows.map((row) => row.traceId)),
];

/**
 * Removes a project's spans of days before one, from partitions that others still need.
 *
 * @returns how many
 */
export async function deleteSpansBefore(
  pool: pg.Pool,
  projectId: number,
  since: Date,
  signal: AbortSignal,
): Promise<number> {
  return inBatches(signal, async () => {
    const old = `project_id = $1 and day < $2::date and day > '${MISDATED_DAY}'`;
    const { rows } = await pool.query<TraceOfSpan>(
      `select trace_id "traceId" from span where ${old} limit ${SPANS_AT_ONCE}`,
      [projectId, dayOf(since)],
    );
    if (rows.length === 0) return 0;
    const { rowCount } = await pool.query(
      `delete from span where ${old} and trace_id = any($3::text[])`,
      [projectId, dayOf(since), distinctTraces(rows)],
    );
    return rowCount ?? 0;
  });
}

/**
 * Removes a project's spans whose clock was far off, by when they arrived. A trace that has other
 * spans is derived again without them; of one that has none, everything goes.
 *
 * @returns how many spans
 */
export async function deleteMisdatedBefore(
  pool: pg.Pool,
  projectId: number,
  since: Date,
  signal: AbortSignal,
): Promise<number> {
  return inBatches(signal, async () => {
    const old = `project_id = $1 and day = '${MISDATED_DAY}' and received_at < $2`;
    const { rows } = await pool.query<TraceOfSpan>(
      `select trace_id "traceId" from span where ${old} limit ${SPANS_AT_ONCE}`,
      [projectId, since],
    );
    if (rows.length === 0) return 0;
    const traceIds = distinctTraces(rows);
    const { rowCount } = await pool.query(
      `delete from span where ${old} and trace_id = any($3::text[])`,
      [projectId, since, traceIds],
    );
    await settleTraces(pool, projectId, traceIds);
    return rowCount ?? 0;
  });
}

async function settleTraces(
  pool: pg.Pool,
  projectId: number,
  traceIds: readonly string[],
): Promise<void> {
  const { rows } = await pool.query<TraceOfSpan & { firstDay: string; lastDay: string }>(
    `select trace_id "traceId", max(day)::text "lastDay",
      coalesce(min(day) filter (where day > '${MISDATED_DAY}'), '${MISDATED_DAY}')::text "firstDay"
    from span where project_id = $1 and trace_id = any($2::text[]) group by trace_id`,
    [projectId, traceIds],
  );
  const left = new Set(rows.map((row) => row.traceId));
  await deleteDerived(
    pool,
    projectId,
    traceIds.filter((traceId) => !left.has(traceId)),
  );
  if (rows.length > 0) {
    await insertQueued(
      pool,
      rows.map((row) => ({ projectId, ...row })),
    );
  }
}
