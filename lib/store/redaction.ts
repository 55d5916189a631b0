import { z } from "zod";
import { DETECTOR_NAMES, type RedactionSetting, USUAL_REDACTION } from "@/lib/domain/redaction";
import { type Database, poolOf } from "./database";

const stored = z.object({
  detectors: z.array(z.enum(DETECTOR_NAMES)).catch([]),
  patterns: z.array(z.object({ name: z.string(), pattern: z.string() })),
});

/** What is taken out of a project's traces; the usual where it did not decide. */
export async function loadRedaction(db: Database, projectId: number): Promise<RedactionSetting> {
  const { rows } = await poolOf(db).query({
    name: "load_redaction",
    text: "select detectors, patterns from redaction_setting where project_id = $1",
    values: [projectId],
  });
  return rows[0] ? stored.parse(rows[0]) : USUAL_REDACTION;
}

export async function saveRedaction(
  db: Database,
  projectId: number,
  { detectors, patterns }: RedactionSetting,
): Promise<void> {
  await poolOf(db).query(
    `insert into redaction_setting (project_id, detectors, patterns) values ($1, $2, $3::jsonb)
    on conflict (project_id) do update set detectors = excluded.detectors, patterns = excluded.patterns`,
    [projectId, detectors, JSON.stringify(patterns)],
  );
}

/** Adds to what was taken out in an hour. */
export async function addRedactionCounts(
  db: Database,
  projectId: number,
  at: Date,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const names = Object.keys(counts);
  if (names.length === 0) return;
  await poolOf(db).query(
    `insert into redaction_hour as known (project_id, hour, rule, redacted)
    select $1, date_trunc('hour', $2::timestamptz), rule, redacted
    from unnest($3::text[], $4::bigint[]) as counted (rule, redacted)
    order by rule
    on conflict (project_id, hour, rule) do update set redacted = known.redacted + excluded.redacted`,
    [projectId, at, names, names.map((name) => counts[name])],
  );
}

/** How many secrets one rule took out of traces in a window. */
export type RedactionCount = { readonly rule: string; readonly redacted: number };

/** Most first. */
export async function loadRedactionCounts(
  db: Database,
  projectId: number,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<RedactionCount[]> {
  const { rows } = await poolOf(db).query<RedactionCount>(
    `select rule, sum(redacted)::float8 redacted from redaction_hour
    where project_id = $1 and hour >= date_trunc('hour', $2::timestamptz) and hour < $3
    group by rule order by redacted desc, rule`,
    [projectId, from, to],
  );
  return rows;
}
