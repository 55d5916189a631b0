import { inputPreview, outputPreview } from "@/lib/domain/preview";
import type { Span } from "@/lib/domain/span";
import { buildTraceSummary, type TraceSummary } from "@/lib/domain/trace-summary";
import type { Database, Transaction } from "@/lib/store/database";
import {
  insertSpanWords,
  loadSummarySpans,
  loadWholeSpans,
  lockTrace,
  postponeOldestTrace,
  type QueuedTrace,
  takeQueuedTraces,
} from "@/lib/store/derive-store";
import { replaceTrace } from "@/lib/store/trace-writer";
import { spanWords } from "./span-words";

const BATCH = 200;
const BODIES_AT_ONCE = 200;

/**
 * Works off what is queued: brings the rows and the word index of the traces up to date.
 *
 * @returns how many traces were derived; 0 when nothing was waiting
 */
export async function deriveQueued(
  db: Database,
  now: () => Date = () => new Date(),
): Promise<number> {
  let derived = 0;
  for (;;) {
    const count = await deriveBatch(db, now);
    if (count === 0) return derived;
    derived += count;
  }
}

async function deriveBatch(db: Database, now: () => Date): Promise<number> {
  try {
    return await deriveUpTo(db, BATCH, now);
  } catch (error) {
    console.error("Deriving a batch failed; trying its traces one by one", error);
    return deriveOneByOne(db, now);
  }
}

/** Gets the good traces through; the one that fails is put off, and the others behind it go on. */
async function deriveOneByOne(db: Database, now: () => Date): Promise<number> {
  let derived = 0;
  for (let entry = 0; entry < BATCH; entry += 1) {
    try {
      const count = await deriveUpTo(db, 1, now);
      if (count === 0) break;
      derived += count;
    } catch (error) {
      console.error("A trace could not be derived; it will be tried again later", error);
      await postponeOldestTrace(db);
    }
  }
  return derived;
}

async function deriveUpTo(db: Database, limit: number, now: () => Date): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const traces = await takeQueuedTraces(tx, limit);
      for (const trace of traces) await deriveTrace(tx, trace, now());
      return traces.length;
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

async function deriveTrace(tx: Transaction, trace: QueuedTrace, derivedAt: Date): Promise<void> {
  await lockTrace(tx, trace);
  for (let start = 0; start < trace.spanIds.length; start += BODIES_AT_ONCE) {
    const fresh = await loadWholeSpans(
      tx,
      trace,
      trace.spanIds.slice(start, start + BODIES_AT_ONCE),
    );
    await insertSpanWords(tx, trace, fresh.flatMap(spanWords));
  }
  const { spans, receivedAt } = await loadSummarySpans(tx, trace);
  // A project or trace that was deleted meanwhile leaves nothing to derive.
  if (receivedAt === null) return;
  const summary = buildTraceSummary(spans);
  const telling = await loadTellingSpans(tx, trace, summary);
  await replaceTrace(tx, trace, summary, { ...extrasOf(telling), receivedAt, derivedAt });
}

type TellingSpans = { root?: Span | undefined; first?: Span | undefined; last?: Span | undefined };

async function loadTellingSpans(
  tx: Transaction,
  trace: QueuedTrace,
  summary: TraceSummary,
): Promise<TellingSpans> {
  const { rootSpanId, firstLlmSpanId, lastLlmSpanId } = summary;
  const ids = [rootSpanId, firstLlmSpanId, lastLlmSpanId].filter((id) => id !== null);
  const spans = await loadWholeSpans(tx, trace, ids);
  const find = (id: string | null) => spans.find((span) => span.spanId === id);
  return { root: find(rootSpanId), first: find(firstLlmSpanId), last: find(lastLlmSpanId) };
}

/** What came in and went out, by the root where it says so, else by its first and last model call. */
function extrasOf({ root, first, last }: TellingSpans) {
  return {
    errorMessage: root?.status.code === "error" ? root.status.message : null,
    inputPreview: inputPreview(root?.input ?? null) ?? inputPreview(first?.input ?? null),
    outputPreview: outputPreview(root?.output ?? null) ?? outputPreview(last?.output ?? null),
  };
}
