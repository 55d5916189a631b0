import type pg from "pg";
import { type Database, poolOf } from "./database";
import { KNOWN_CONTENT_MS } from "./known-content";
import { inBatches } from "./retention-batches";
import { inTransaction, type Queryable } from "./transaction";

/** Writes that had begun when it was asked for are done by then. */
const MARGIN_MS = 120_000;
const HASHES_AT_ONCE = 50;

/**
 * Removes content that deleted traces referred to and nothing else does. It waits until no server
 * takes that content for stored any more without looking, so that a span which is sent meanwhile
 * brings it again.
 *
 * @returns how much was removed
 */
export async function eraseContent(db: Database, now: Date, signal: AbortSignal): Promise<number> {
  const pool = poolOf(db);
  const askedBefore = new Date(now.getTime() - KNOWN_CONTENT_MS - MARGIN_MS);
  let erased = 0;
  await inBatches(signal, async () => {
    // Runs of messages go first: only then does nothing refer to their messages any more.
    const { rows } = await pool.query<ErasedContent>(
      `select asked.project_id "projectId", asked.hash
      from content_erasure asked left join content using (project_id, hash)
      where asked_at < $1
      order by position(chr(1) in coalesce(data, '')) > 0 desc, asked.project_id, asked.hash
      limit ${HASHES_AT_ONCE}`,
      [askedBefore],
    );
    for (const content of rows) {
      signal.throwIfAborted();
      if (await eraseUnreferred(pool, content)) erased += 1;
    }
    return rows.length;
  });
  return erased;
}

type ErasedContent = { readonly projectId: number; readonly hash: string };

async function eraseUnreferred(
  pool: pg.Pool,
  { projectId, hash }: ErasedContent,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const of = [projectId, hash];
    // Whoever is just storing the same content again holds its row until they commit, or waits here.
    const { rowCount } = await client.query(
      "select 1 from content where project_id = $1 and hash = $2 for update",
      of,
    );
    const isNeeded = rowCount === 0 || (await isReferredTo(client, of));
    if (!isNeeded)
      await client.query("delete from content where project_id = $1 and hash = $2", of);
    await client.query("delete from content_erasure where project_id = $1 and hash = $2", of);
    return !isNeeded;
  });
}

/** Each is its own statement, which sees what was committed just before it. */
async function isReferredTo(client: Queryable, of: readonly unknown[]): Promise<boolean> {
  const bySpan = await client.query(
    "select 1 from span where project_id = $1 and position($2 in body) > 0 limit 1",
    [...of],
  );
  if (bySpan.rowCount !== 0) return true;
  const byRun = await client.query(
    `select 1 from content
    where project_id = $1 and hash <> $2 and position(chr(1) in data) > 0 and position($2 in data) > 0
    limit 1`,
    [...of],
  );
  return byRun.rowCount !== 0;
}
