import type { Database } from "@/lib/store/database";
import { insertSpanWords, loadWholeSpans } from "@/lib/store/derive-spans";
import { takeQueuedWords } from "@/lib/store/word-queue";
import { spanWords } from "./span-words";

const BATCH = 100;
const BODIES_AT_ONCE = 500;

/**
 * Adds one batch of queued spans to the word index.
 *
 * @returns whether there was anything to do
 */
export async function indexQueuedWords(db: Database): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const fresh = await takeQueuedWords(tx, BATCH);
      for (let start = 0; start < fresh.length; start += BODIES_AT_ONCE) {
        const spans = await loadWholeSpans(tx, fresh.slice(start, start + BODIES_AT_ONCE));
        await insertSpanWords(
          tx,
          spans.flatMap(({ projectId, span }) => spanWords(projectId, span)),
        );
      }
      return fresh.length > 0;
    },
    { timeout: 120_000, maxWait: 30_000 },
  );
}
