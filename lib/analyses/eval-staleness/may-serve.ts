import type { StalenessInputs } from "@/lib/store/staleness-snapshots";

const DAY_MS = 86_400_000;
/** Computing for longer may take at most this part of the time. */
const MAX_SHARE_OF_TIME = 0.05;
/** What takes no longer is made anew as often as this, and rather waited for than shown as it was. */
const SOON_MS = 4_000;
const SHORTEST_PAUSE_MS = 3_000;

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
  const isQuick = stored.tookMs < SOON_MS;
  if (ageMs < (isQuick ? SHORTEST_PAUSE_MS : stored.tookMs / MAX_SHARE_OF_TIME)) return "at_once";
  return isQuick ? "after_computing" : "and_compute";
}
