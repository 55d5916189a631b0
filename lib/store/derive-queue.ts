import { z } from "zod";
import type { Database, Transaction } from "./database";

/** A trace with spans that its row does not know yet. */
export type QueuedTrace = {
  readonly projectId: number;
  readonly traceId: string;
  /** The spans that are new. */
  readonly spanIds: readonly string[];
};

const queueRows = z.array(
  z.object({ project_id: z.int(), trace_id: z.string(), span_ids: z.array(z.string()) }),
);

/**
 * Takes up to `limit` entries off the queue, oldest first, one element a trace. They are gone when
 * the transaction commits and back when it does not; another worker meanwhile takes others.
 */
export async function takeQueuedTraces(tx: Transaction, limit: number): Promise<QueuedTrace[]> {
  const rows = queueRows.parse(
    await tx.$queryRaw`
      delete from derive_queue
      where id in (
        select id from derive_queue
        where not_before <= now()
        order by id
        limit ${limit}
        for update skip locked
      )
      returning project_id, trace_id, span_ids`,
  );
  const traces = new Map<string, { projectId: number; traceId: string; spanIds: string[] }>();
  for (const { project_id: projectId, trace_id: traceId, span_ids } of rows) {
    const key = keyOfTrace({ projectId, traceId });
    const trace = traces.get(key) ?? { projectId, traceId, spanIds: [] };
    trace.spanIds.push(...span_ids);
    traces.set(key, trace);
  }
  return [...traces.values()];
}

/** Whether there is anything to derive or to index now. Cheap enough to ask several times a second. */
export async function isAnythingQueued(db: Database): Promise<boolean> {
  const [answer] = await db.$queryRaw<{ queued: boolean }[]>`
    select exists (select from derive_queue where not_before <= now())
        or exists (select from word_queue) as queued`;
  return answer?.queued ?? false;
}

/** Puts off the oldest entry, which could not be derived: a second, then twice as long each time. */
export async function postponeOldestTrace(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    update derive_queue
    set attempts = attempts + 1,
        not_before = now() + interval '1 second' * power(2, least(attempts, 12))
    where id = (
      select id from derive_queue
      where not_before <= now()
      order by id
      limit 1
      for update skip locked
    )`;
}

/** Waits until no other worker derives these traces, and keeps others out until the transaction ends. */
export async function lockTraces(tx: Transaction, traces: readonly QueuedTrace[]): Promise<void> {
  // Workers that lock traces in one order cannot wait for each other in a circle.
  const names = traces.map(keyOfTrace).sort();
  await tx.$executeRaw`
    select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${names}::text[]) as name`;
}

/** One name for a trace among all projects. */
export function keyOfTrace(trace: {
  readonly projectId: number;
  readonly traceId: string;
}): string {
  return `${trace.projectId} ${trace.traceId}`;
}
