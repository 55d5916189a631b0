import { inputPreview, outputPreview } from "@/lib/domain/preview";
import type { Span } from "@/lib/domain/span";
import { buildTraceSummary, type TraceSummary } from "@/lib/domain/trace-summary";
import type { Database, Transaction } from "@/lib/store/database";
import {
  keyOfTrace,
  lockTraces,
  postponeOldestTrace,
  type QueuedTrace,
  takeQueuedTraces,
} from "@/lib/store/derive-queue";
import { loadSummarySpans, loadWholeSpans } from "@/lib/store/derive-spans";
import { type DerivedTrace, replaceTraces } from "@/lib/store/trace-writer";
import { queueWords } from "@/lib/store/word-queue";
import { indexQueuedWords } from "./index-words";

const BATCH = 200;

/**
 * Works off what is queued: brings the rows of the traces and the word index up to date. Rows come
 * first, and again after every batch of words.
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
    derived += count;
    if (count === 0 && !(await indexQueuedWords(db))) return derived;
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
      if (traces.length > 0) await deriveTraces(tx, traces, now());
      return traces.length;
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}

async function deriveTraces(
  tx: Transaction,
  traces: readonly QueuedTrace[],
  derivedAt: Date,
): Promise<void> {
  await lockTraces(tx, traces);
  const received = await loadSummarySpans(tx, traces);
  const summaries = traces.flatMap(({ projectId, traceId }) => {
    const trace = received.get(keyOfTrace({ projectId, traceId }));
    if (!trace) return [];
    const { spans, receivedAt } = trace;
    return [{ projectId, traceId, receivedAt, summary: buildTraceSummary(spans) }];
  });
  const telling = await loadTellingSpans(tx, summaries);
  await replaceTraces(
    tx,
    summaries.map((trace) => ({ ...trace, ...extrasOf(trace, telling), derivedAt })),
  );
  await queueWords(tx, traces);
}

type SummarisedTrace = Pick<DerivedTrace, "projectId" | "traceId" | "summary">;
type TellingSpans = ReadonlyMap<string, Span>;

const addressOf = (projectId: number, traceId: string, spanId: string) =>
  JSON.stringify([projectId, traceId, spanId]);

/** The spans that tell what came in and what went out. */
async function loadTellingSpans(
  tx: Transaction,
  traces: readonly SummarisedTrace[],
): Promise<TellingSpans> {
  const wanted = traces.flatMap(({ projectId, traceId, summary }) =>
    [summary.rootSpanId, summary.firstLlmSpanId, summary.lastLlmSpanId].flatMap((spanId) =>
      spanId === null ? [] : { projectId, traceId, spanId },
    ),
  );
  const spans = await loadWholeSpans(tx, wanted);
  return new Map(
    spans.map(({ projectId, span }) => [addressOf(projectId, span.traceId, span.spanId), span]),
  );
}

/** What came in and went out, by the root where it says so, else by its first and last model call. */
function extrasOf({ projectId, traceId, summary }: SummarisedTrace, telling: TellingSpans) {
  const find = (pick: (summary: TraceSummary) => string | null) =>
    telling.get(addressOf(projectId, traceId, pick(summary) ?? ""));
  const root = find(({ rootSpanId }) => rootSpanId);
  const first = find(({ firstLlmSpanId }) => firstLlmSpanId);
  const last = find(({ lastLlmSpanId }) => lastLlmSpanId);
  return {
    errorMessage: root?.status.code === "error" ? root.status.message : null,
    inputPreview: inputPreview(root?.input ?? null) ?? inputPreview(first?.input ?? null),
    outputPreview: outputPreview(root?.output ?? null) ?? outputPreview(last?.output ?? null),
  };
}
