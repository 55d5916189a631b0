import { setImmediate } from "node:timers/promises";
import type { Checkpoints } from "@/lib/domain/checkpoints";

/** Requests that come meanwhile wait no longer than this. */
const TURN_MS = 12;

/** Runs a long computation in short turns, between which the process answers others. */
export async function runPolitely<Result>(work: Checkpoints<Result>): Promise<Result> {
  for (;;) {
    const endMs = performance.now() + TURN_MS;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < endMs);
    await setImmediate();
  }
}
