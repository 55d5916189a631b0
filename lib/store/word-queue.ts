import { integerArray, textArray } from "./binary-array";
import type { QueuedTrace, TraceAddress } from "./derive-queue";
import type { Queryable } from "./transaction";

/** A trace whose spans have just come is likely to get more; its words are read once, when it rests. */
const REST = "1500 milliseconds";

/** How long words may wait for a moment in which nothing is being taken in. */
const LONGEST_WAIT = "20 seconds";

/** Which queued traces: those that have rested, only those that have waited long since, or all. */
export type WordsWanted = "rested" | "overdue" | "all";

/** Whether a trace is wanted whose words were due at `due_at`; `$2` names which are. */
const IS_WANTED = `
  case $2::text
    when 'all' then true
    when 'overdue' then due_at <= now() - interval '${LONGEST_WAIT}'
    else due_at <= now()
  end`;

/** A trace to be indexed, with how many spans its row counts. */
export type RestingTrace = QueuedTrace & { readonly spanCount: number };

/** Queues traces for the word index; one that is queued already waits from now on. */
export async function queueWords(
  client: Queryable,
  traces: readonly TraceAddress[],
): Promise<void> {
  await client.query({
    name: "queue_words",
    text: `
      insert into word_queue (project_id, trace_id, due_at)
      select project_id, trace_id, now() + interval '${REST}'
      from unnest($1::integer[], $2::text[]) as sent (project_id, trace_id)
      on conflict (project_id, trace_id) do update set due_at = excluded.due_at`,
    values: [
      integerArray(traces.map((trace) => trace.projectId)),
      textArray(traces.map((trace) => trace.traceId)),
    ],
  });
}

/**
 * Takes up to `limit` traces off the queue, those that rest longest first, with the days of their
 * spans; back when the transaction fails.
 */
export async function takeQueuedWords(
  client: Queryable,
  limit: number,
  wanted: WordsWanted,
): Promise<RestingTrace[]> {
  const { rows: taken } = await client.query<TraceAddress>({
    name: "take_words",
    text: `
      delete from word_queue
      -- As an array it is looked for once; as a set, a plan may look for it again row by row.
      where ctid = any(array(
        select ctid from word_queue
        where ${IS_WANTED} order by due_at limit $1 for update skip locked
      ))
      returning project_id "projectId", trace_id "traceId"`,
    values: [limit, wanted],
  });
  const projects = [...new Set(taken.map((trace) => trace.projectId))];
  const traces: RestingTrace[] = [];
  for (const projectId of projects) {
    const ids = taken.filter((trace) => trace.projectId === projectId).map((one) => one.traceId);
    const { rows } = await client.query<RestingTrace>({
      name: "days_of_traces",
      text: `
        select project_id "projectId", trace_id "traceId",
          first_day::text "firstDay", last_day::text "lastDay", span_count "spanCount"
        from trace where project_id = $1 and trace_id = any($2::text[])`,
      values: [projectId, ids],
    });
    traces.push(...rows);
  }
  return traces;
}
