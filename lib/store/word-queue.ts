import { z } from "zod";
import type { Transaction } from "./database";
import type { QueuedTrace } from "./derive-queue";
import type { SpanAddress } from "./derive-spans";

/** Queues the new spans of traces for the word index. */
export async function queueWords(tx: Transaction, traces: readonly QueuedTrace[]): Promise<void> {
  await tx.wordQueue.createMany({
    data: traces.map(({ projectId, traceId, spanIds }) => ({
      projectId,
      traceId,
      spanIds: [...spanIds],
    })),
  });
}

const rows = z.array(
  z.object({ project_id: z.int(), trace_id: z.string(), span_ids: z.array(z.string()) }),
);

/** Takes up to `limit` entries off the queue, oldest first; back when the transaction fails. */
export async function takeQueuedWords(tx: Transaction, limit: number): Promise<SpanAddress[]> {
  const taken = rows.parse(
    await tx.$queryRaw`
      delete from word_queue
      where id in (
        select id from word_queue order by id limit ${limit} for update skip locked
      )
      returning project_id, trace_id, span_ids`,
  );
  return taken.flatMap(({ project_id: projectId, trace_id: traceId, span_ids }) =>
    span_ids.map((spanId) => ({ projectId, traceId, spanId })),
  );
}
