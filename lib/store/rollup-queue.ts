import type { Queryable } from "./transaction";

/** One hour of a project's traces whose rollups are out of date. */
export type DirtyHour = { readonly projectId: number; readonly hour: Date };

const MS_PER_HOUR = 3_600_000;

/** Marks the hours in which traces start, or did before they were derived again. */
export async function markDirty(
  client: Queryable,
  projectId: number,
  starts: readonly Date[],
): Promise<void> {
  const hours = new Set(starts.map((at) => Math.floor(at.getTime() / MS_PER_HOUR) * MS_PER_HOUR));
  if (hours.size === 0) return;
  await client.query({
    name: "mark_dirty",
    text: "insert into rollup_dirty (project_id, hour) select $1, unnest($2::timestamptz[])",
    values: [projectId, [...hours].sort().map((hour) => new Date(hour).toISOString())],
  });
}

/**
 * Takes what is marked, at most `limit` marks, oldest first, each hour once. Marks are gone when
 * the transaction commits; those set meanwhile are not among them and stay.
 */
export async function takeDirtyHours(client: Queryable, limit: number): Promise<DirtyHour[]> {
  const { rows } = await client.query<DirtyHour>({
    name: "take_dirty",
    text: `
      delete from rollup_dirty
      -- As an array it is looked for once; as a set, a plan may look for it again row by row.
      where id = any(array(
        select id from rollup_dirty order by id limit $1 for update skip locked
      ))
      returning project_id "projectId", hour`,
    values: [limit],
  });
  const hours = new Map(rows.map((row) => [`${row.projectId} ${row.hour.getTime()}`, row]));
  return [...hours.values()];
}
