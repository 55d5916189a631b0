import type { Span } from "@/lib/domain/span";
import { fillBodies } from "./content";
import { type Database, poolOf } from "./database";
import { decodeSpan } from "./span-body";

const TRACES = 100;

/** Spans of a project's latest traces, whole; at most so many. */
export async function loadRecentSpans(
  db: Database,
  projectId: number,
  limit: number,
): Promise<Span[]> {
  const { rows } = await poolOf(db).query<{ body: string }>(
    `select body from span
    where project_id = $1 and trace_id = any(array(
      select trace_id from trace where project_id = $1 order by started_at desc limit ${TRACES}))
    limit $2`,
    [projectId, limit],
  );
  const bodies = await fillBodies(
    db,
    projectId,
    rows.map(({ body }) => body),
  );
  return bodies.map(decodeSpan);
}
