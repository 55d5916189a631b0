import { dateArray, integerArray, textArray } from "./binary-array";
import { MISDATED_DAY } from "./span-day";
import type { SpanRow } from "./span-row";
import type { Queryable } from "./transaction";

/** Names one trace among all projects. */
export type TraceAddress = { readonly projectId: number; readonly traceId: string };

/** The partitions that hold spans, beside the one for clocks that are far off. */
export type DayRange = { readonly firstDay: string; readonly lastDay: string };

/** A trace with spans that its row does not know yet. */
export type QueuedTrace = TraceAddress & DayRange;

/** Queues the traces of rows that were just stored, in the same transaction. */
export function queueTraces(client: Queryable, rows: readonly SpanRow[]): Promise<void> {
  const traces = new Map<string, QueuedTrace>();
  let last: SpanRow | undefined;
  for (const row of rows) {
    // They are in order of their traces, which mostly lie within a day.
    if (last?.traceId === row.traceId && last.day === row.day && last.projectId === row.projectId) {
      continue;
    }
    last = row;
    const { projectId, traceId } = row;
    const key = keyOfTrace(row);
    traces.set(key, { projectId, traceId, ...widestRange(traces.get(key), oneDay(row.day)) });
  }
  return traces.size > 0 ? insertQueued(client, [...traces.values()]) : Promise.resolve();
}

export async function insertQueued(
  client: Queryable,
  traces: readonly QueuedTrace[],
): Promise<void> {
  await client.query({
    name: "queue_traces",
    text: `
      insert into derive_queue (project_id, trace_id, first_day, last_day)
      select * from unnest($1::integer[], $2::text[], $3::date[], $4::date[])`,
    values: [
      integerArray(traces.map((trace) => trace.projectId)),
      textArray(traces.map((trace) => trace.traceId)),
      dateArray(traces.map((trace) => trace.firstDay)),
      dateArray(traces.map((trace) => trace.lastDay)),
    ],
  });
}

const oneDay = (day: string): DayRange => ({ firstDay: day, lastDay: day });

/** Both ranges in one. The day for clocks that are far off is always looked at and widens nothing. */
export function widestRange(a: DayRange | undefined, b: DayRange): DayRange {
  if (!a || a.lastDay === MISDATED_DAY) return b;
  if (b.lastDay === MISDATED_DAY) return a;
  // Days written YYYY-MM-DD are in order as text.
  const [firstDay = a.firstDay] = [a.firstDay, b.firstDay].sort();
  const lastDay = [a.lastDay, b.lastDay].sort().at(-1) ?? a.lastDay;
  return { firstDay, lastDay };
}

/**
 * Takes up to `limit` entries off the queue, oldest first, one element a trace. They are gone when
 * the transaction commits and back when it does not; another worker meanwhile takes others.
 */
export async function takeQueuedTraces(client: Queryable, limit: number): Promise<QueuedTrace[]> {
  const { rows } = await client.query<QueuedTrace>({
    name: "take_queued",
    text: `
      delete from derive_queue
      -- As an array it is looked for once; as a set, a plan may look for it again row by row.
      where id = any(array(
        select id from derive_queue
        where not_before <= now()
        order by id
        limit $1
        for update skip locked
      ))
      returning project_id "projectId", trace_id "traceId",
        first_day::text "firstDay", last_day::text "lastDay"`,
    values: [limit],
  });
  const traces = new Map<string, QueuedTrace>();
  for (const row of rows) {
    const key = keyOfTrace(row);
    traces.set(key, { ...row, ...widestRange(traces.get(key), row) });
  }
  return [...traces.values()];
}

/** Puts off the oldest entry, which could not be derived: a second, then twice as long each time. */
export async function postponeOldestTrace(client: Queryable): Promise<void> {
  await client.query(`
    update derive_queue
    set attempts = attempts + 1,
        not_before = now() + interval '1 second' * power(2, least(attempts, 12))
    where id = (
      select id from derive_queue
      where not_before <= now()
      order by id
      limit 1
      for update skip locked
    )`);
}

/** Waits until no other worker derives these traces, and keeps others out until the transaction ends. */
export async function lockTraces(
  client: Queryable,
  traces: readonly TraceAddress[],
): Promise<void> {
  // Workers that lock traces in one order cannot wait for each other in a circle.
  const names = traces.map(keyOfTrace).sort();
  await client.query({
    name: "lock_traces",
    text: "select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest($1::text[]) as name",
    values: [names],
  });
}

/** One name for a trace among all projects. */
export function keyOfTrace({ projectId, traceId }: TraceAddress): string {
  return `${projectId} ${traceId}`;
}
