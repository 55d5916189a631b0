import type { AppErrorCode } from "@/lib/errors";

/** Why a request was refused; "internal" is a bug of ours. */
export type RefusalCode = AppErrorCode | "internal";

type IngestCounters = { readonly refusals: Map<RefusalCode, number>; open: number };

// The server takes exports in ahead of Next.js, whose routes are a bundle of their own: only a
// global is the same in both.
const globals = globalThis as { tidemarkIngestCounters?: IngestCounters };
globals.tidemarkIngestCounters ??= { refusals: new Map(), open: 0 };
const counters = globals.tidemarkIngestCounters;

/** Counts a request that this process refused, whether or not it is known whose it was. */
export function countRefusal(code: RefusalCode): void {
  counters.refusals.set(code, (counters.refusals.get(code) ?? 0) + 1);
}

/** Runs the taking of a request, counted as open meanwhile. */
export async function whileOpen<Result>(take: () => Promise<Result>): Promise<Result> {
  counters.open += 1;
  try {
    return await take();
  } finally {
    counters.open -= 1;
  }
}

/** What this process has seen since it started; `open` requests are being taken in right now. */
export function ingestCounts(): {
  readonly refusals: ReadonlyMap<RefusalCode, number>;
  readonly open: number;
} {
  return counters;
}
