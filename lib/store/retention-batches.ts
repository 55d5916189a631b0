/**
 * Repeats a step until it finds nothing more to do. Each step commits by itself, so that no lock is
 * held for long and what is done stays done.
 *
 * @param step returns how much it did
 * @returns how much was done in all
 * @throws the signal's reason, between two steps
 */
export async function inBatches(signal: AbortSignal, step: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    signal.throwIfAborted();
    const done = await step();
    total += done;
    if (done === 0) return total;
  }
}
