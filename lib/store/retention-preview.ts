import { type Database, poolOf } from "./database";
import { dayOf, MISDATED_DAY } from "./span-day";

/** What would go if a project kept only what began since a moment. */
export type RetentionPreview = {
  readonly traces: number;
  /** Of these traces, late ones that began since then included. */
  readonly spans: number;
  /** When the oldest of them began; null when nothing would go. */
  readonly oldest: Date | null;
};

/** Counted now; more may be old enough by the time it goes. */
export async function loadRetentionPreview(
  db: Database,
  projectId: number,
  since: Date,
): Promise<RetentionPreview> {
  const { rows } = await poolOf(db).query<RetentionPreview>({
    name: "preview_retention",
    text: `
      select count(*)::float8 as traces, coalesce(sum(span_count), 0)::float8 as spans,
        min(started_at) as oldest
      from trace
      where project_id = $1 and started_at < $2
        and case when last_day = '${MISDATED_DAY}' then received_at < $2 else first_day < $3::date end`,
    values: [projectId, since, dayOf(since)],
  });
  return rows[0] ?? { traces: 0, spans: 0, oldest: null };
}
