import { type Database, poolOf } from "@/lib/store/database";
import { loadWordings } from "@/lib/store/derive-spans";
import { streamSpans } from "@/lib/store/trace-spans";
import { replaceTraceWords } from "@/lib/store/trace-words";
import { inTransaction, type Queryable } from "@/lib/store/transaction";
import { type RestingTrace, takeQueuedWords, type WordsWanted } from "@/lib/store/word-queue";
import { daysOf } from "./days-of";
import { WordCollector } from "./trace-words";

const BATCH = 50;
/** Traces up to this size are read together, larger ones span by span. */
const MAX_SPANS_TOGETHER = 100;

/**
 * Brings the word index up to date for one batch of queued traces.
 *
 * @returns whether there was anything to do
 */
export async function indexQueuedWords(db: Database, wanted: WordsWanted): Promise<boolean> {
  return inTransaction(poolOf(db), async (client) => {
    const traces = await takeQueuedWords(client, BATCH, wanted);
    for (const projectId of new Set(traces.map((trace) => trace.projectId))) {
      const own = traces.filter((trace) => trace.projectId === projectId);
      const small = own.filter((trace) => trace.spanCount <= MAX_SPANS_TOGETHER);
      if (small.length > 0) await indexTogether(db, client, projectId, small);
      for (const trace of own) if (!small.includes(trace)) await indexLarge(db, client, trace);
    }
    return traces.length > 0;
  });
}

async function indexTogether(
  db: Database,
  client: Queryable,
  projectId: number,
  traces: readonly RestingTrace[],
): Promise<void> {
  const traceIds = traces.map((trace) => trace.traceId);
  const words = new WordCollector();
  const wanted = { projectId, traceIds, ...daysOf(traces) };
  for (const span of await loadWordings(db, client, wanted)) words.add(span);
  await replaceTraceWords(client, projectId, traceIds, words.rows());
}

async function indexLarge(db: Database, client: Queryable, trace: RestingTrace): Promise<void> {
  const { projectId, traceId } = trace;
  const words = new WordCollector();
  for await (const span of streamSpans(db, projectId, traceId)) words.add(span);
  await replaceTraceWords(client, projectId, [traceId], words.rows());
}
