import type pg from "pg";
import { inBatches } from "./retention-batches";
import { dayOf } from "./span-day";

const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 2_000;
/**
 * Days that content is kept beyond the spans: a span may be dated up to two days ahead of the day on
 * which its content was last seen, and the clocks of servers differ.
 */
export const CONTENT_MARGIN_DAYS = 3;

/**
 * Removes a project's content that no kept span can refer to: nobody sent it again since some days
 * before the first day that is kept.
 *
 * A writer that sends such content at this moment either marks it as seen first, and it stays, or
 * finds it gone and stores it again. Writers send everything that they do not know to be seen today.
 *
 * @returns how many
 */
export async function deleteContentBefore(
  pool: pg.Pool,
  projectId: number,
  since: Date,
  signal: AbortSignal,
): Promise<number> {
  const lastSeen = dayOf(new Date(since.getTime() - CONTENT_MARGIN_DAYS * DAY_MS));
  return inBatches(signal, async () => {
    const { rows } = await pool.query<{ hash: string }>(
      `select hash from content where project_id = $1 and seen < $2::date limit ${ROWS_AT_ONCE}`,
      [projectId, lastSeen],
    );
    if (rows.length === 0) return 0;
    // Asked again, since a writer may have marked some of it meanwhile.
    await pool.query(
      "delete from content where project_id = $1 and seen < $2::date and hash = any($3::text[])",
      [projectId, lastSeen, rows.map((row) => row.hash)],
    );
    return rows.length;
  });
}
