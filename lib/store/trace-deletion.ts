import { referencesIn } from "./content-reference";
import { type Database, poolOf } from "./database";
import { inBatches } from "./retention-batches";
import { deleteDerived } from "./retention-traces";
import { markDirty } from "./rollup-queue";
import { inTransaction, type Queryable } from "./transaction";

const TRACES_AT_ONCE = 200;

/** What was removed. */
export type TraceDeletion = { readonly traces: number; readonly spans: number };

/**
 * Removes traces for good: their spans, rows and words at once. What they alone referred to of the
 * content kept once per project follows at a later maintenance: `eraseContent`.
 */
export async function deleteTraces(
  db: Database,
  projectId: number,
  traceIds: readonly string[],
  now: Date,
): Promise<TraceDeletion> {
  const pool = poolOf(db);
  const removed = await inTransaction(pool, async (client) => {
    const { rows: starts } = await client.query<{ startedAt: Date }>(
      `select started_at "startedAt" from trace where project_id = $1 and trace_id = any($2::text[])`,
      [projectId, traceIds],
    );
    const { rows } = await client.query<{ body: string; traceId: string }>(
      `delete from span where project_id = $1 and trace_id = any($2::text[])
      returning body, trace_id "traceId"`,
      [projectId, traceIds],
    );
    await insertErasures(client, projectId, rows, now);
    await markDirty(
      client,
      projectId,
      starts.map(({ startedAt }) => startedAt),
    );
    return { traces: new Set(rows.map(({ traceId }) => traceId)).size, spans: rows.length };
  });
  await deleteDerived(pool, projectId, traceIds);
  return removed;
}

/** Removes every trace of one user, as telemetry names them. */
export async function deleteTracesOfUser(
  db: Database,
  projectId: number,
  userId: string,
  now: Date,
): Promise<TraceDeletion> {
  let spans = 0;
  const traces = await inBatches(new AbortController().signal, async () => {
    const { rows } = await poolOf(db).query<{ traceId: string }>(
      `select trace_id "traceId" from trace where project_id = $1 and user_id = $2
      limit ${TRACES_AT_ONCE}`,
      [projectId, userId],
    );
    if (rows.length === 0) return 0;
    const ids = rows.map(({ traceId }) => traceId);
    spans += (await deleteTraces(db, projectId, ids, now)).spans;
    return ids.length;
  });
  return { traces, spans };
}

/** How many traces a user has. */
export async function countTracesOfUser(
  db: Database,
  projectId: number,
  userId: string,
): Promise<number> {
  return db.trace.count({ where: { projectId, userId } });
}

async function insertErasures(
  client: Queryable,
  projectId: number,
  rows: readonly { readonly body: string }[],
  now: Date,
): Promise<void> {
  const references = rows.flatMap(({ body }) => referencesIn(body));
  const nested = references.filter(({ isNested }) => isNested).map(({ hash }) => hash);
  const { rows: runs } = await client.query<{ data: string }>(
    "select data from content where project_id = $1 and hash = any($2::text[])",
    [projectId, nested],
  );
  const inside = runs.flatMap(({ data }) => referencesIn(data));
  const hashes = [...new Set([...references, ...inside].map(({ hash }) => hash))];
  if (hashes.length === 0) return;
  await client.query(
    `insert into content_erasure (project_id, hash, asked_at)
    select $1, unnest($2::text[]), $3
    on conflict (project_id, hash) do update set asked_at = excluded.asked_at`,
    [projectId, hashes, now],
  );
}
