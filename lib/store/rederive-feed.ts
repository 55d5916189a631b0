import { insertQueued, type QueuedTrace } from "./derive-queue";
import type { Queryable } from "./transaction";

const FEED = 2_000;
/** With this many waiting, what arrives now is still in the list within two seconds. */
const MAX_WAITING = 500;

type OpenJob = {
  readonly id: number;
  readonly projectId: number;
  readonly fromAt: string | null;
  readonly toAt: string | null;
  readonly cursorAt: string | null;
  readonly cursorTrace: string | null;
  readonly isCounted: boolean;
  readonly fedAt: string | null;
};

/**
 * Queues the next traces of the oldest unfinished job, or finishes it when all of its traces have
 * been queued and derived.
 *
 * @returns whether there may be more to do at once
 */
export async function feedOldestJob(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<OpenJob>(`
    select id, project_id "projectId", from_at::text "fromAt", to_at::text "toAt",
      cursor_at::text "cursorAt", cursor_trace "cursorTrace", total is not null "isCounted",
      fed_at::text "fedAt"
    from rederive_job where finished_at is null
    order by id limit 1 for update skip locked`);
  const [job] = rows;
  if (!job || (await isBusy(client))) return false;
  if (!job.isCounted) await countTraces(client, job);
  const traces = await loadNext(client, job);
  const last = traces.at(-1);
  if (!last) return finishWhenDerived(client, job);
  await insertQueued(client, traces);
  await client.query(
    `update rederive_job
     set done = done + $2, cursor_at = $3, cursor_trace = $4, fed_at = now() where id = $1`,
    [job.id, traces.length, last.startedAt, last.traceId],
  );
  return false;
}

async function isBusy(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ waiting: string }>(
    `select count(*) as waiting from (select from derive_queue limit ${MAX_WAITING}) as waiting_traces`,
  );
  return Number(rows[0]?.waiting) >= MAX_WAITING;
}

async function countTraces(client: Queryable, job: OpenJob): Promise<void> {
  const { rows } = await client.query<{ total: number }>(
    `select count(*)::int as total from trace
     where project_id = $1 and started_at >= coalesce($2, '-infinity'::timestamptz)
       and started_at < coalesce($3, 'infinity'::timestamptz)`,
    [job.projectId, job.fromAt, job.toAt],
  );
  await client.query("update rederive_job set total = $2 where id = $1", [job.id, rows[0]?.total]);
}

async function loadNext(
  client: Queryable,
  job: OpenJob,
): Promise<(QueuedTrace & { readonly startedAt: string })[]> {
  const { rows } = await client.query<QueuedTrace & { startedAt: string }>(
    `select project_id "projectId", trace_id "traceId", first_day::text "firstDay",
       last_day::text "lastDay", started_at::text "startedAt"
     from trace
     where project_id = $1 and started_at < coalesce($2, 'infinity'::timestamptz)
       and started_at >= coalesce($4, $3, '-infinity'::timestamptz)
       and (started_at, trace_id) > (coalesce($4, '-infinity'::timestamptz), coalesce($5, ''))
     order by started_at, trace_id
     limit ${FEED}`,
    [job.projectId, job.toAt, job.fromAt, job.cursorAt, job.cursorTrace],
  );
  return rows;
}

/**
 * A job is done when nothing that it queued is waiting any more. It does not wait for traces that
 * cannot be derived, and says how many of its project there are.
 */
async function finishWhenDerived(client: Queryable, job: OpenJob): Promise<boolean> {
  const { rowCount } = await client.query(
    `update rederive_job
     set finished_at = now(), error = (
       select format('%s of the project''s traces cannot be derived and are tried again; the server''s log says why', count(distinct trace_id))
       from derive_queue
       where project_id = $2 and queued_at <= coalesce($3, now()) and attempts > 0
       having count(*) > 0)
     where id = $1 and not exists (
       select from derive_queue where project_id = $2 and queued_at <= coalesce($3, now()) and attempts = 0)
       and not exists (select from rollup_dirty where project_id = $2)`,
    [job.id, job.projectId, job.fedAt],
  );
  return (rowCount ?? 0) > 0;
}
