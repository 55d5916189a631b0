import type { StalenessInputs } from "@/lib/store/staleness-snapshots";

const DAY_MS = 86_400_000;
/** Computing may take at most this part of the time. */
const MAX_SHARE_OF_TIME = 0.05;
const SHORTEST_PAUSE_MS = 3_000;
/** What is computed within this time is rather waited for than shown as it was. */
const SOON_MS = 1_500;

/**
 * Whether what was computed may be shown as it is, shown while it is computed again, or has to be
 * computed first.
 */
export function mayServe(
  stored: { readonly inputs: StalenessInputs; readonly computedAt: Date; readonly tookMs: number },
  inputs: StalenessInputs,
  now: Date,
): "at_once" | "and_compute" | "after_computing" {
  if (stored.inputs.posted !== inputs.posted) return "after_computing";
  const ageMs = now.getTime() - stored.computedAt.getTime();
  const isSame = stored.inputs.traffic === inputs.traffic;
  if (isSame) return ageMs > DAY_MS ? "and_compute" : "at_once";
  const pauseMs = Math.max(SHORTEST_PAUSE_MS, stored.tookMs / MAX_SHARE_OF_TIME);
  if (ageMs < pauseMs) return "at_once";
  return stored.tookMs < SOON_MS ? "after_computing" : "and_compute";
}
