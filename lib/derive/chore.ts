/** A chore may take at most this part of the time, so that a costly one runs less often. */
const MAX_SHARE_OF_TIME = 0.25;

/**
 * Something to be done again and again: calling it does it when it is due and nothing otherwise.
 *
 * @param everyMs shortest time between the end of one run and the start of the next; 0 for work that
 *   goes before all other, which may take all the time there is
 */
export function chore(
  everyMs: number,
  work: () => Promise<unknown>,
  now: () => number = () => performance.now(),
): () => Promise<void> {
  let dueMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const startMs = now();
    if (startMs < dueMs) return;
    await work();
    const endMs = now();
    const restMs = everyMs === 0 ? 0 : (endMs - startMs) * (1 / MAX_SHARE_OF_TIME - 1);
    dueMs = endMs + Math.max(everyMs, restMs);
  };
}
