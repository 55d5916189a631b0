/** What a verdict looks at; counts are of one window. */
export type IngestFacts = {
  readonly requests: number;
  readonly refused: number;
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: number;
  /** Seconds that deriving is behind. */
  readonly lagSeconds: number;
  /** Traces that deriving tried and failed. */
  readonly failing: number;
};

/** What is not as it should be. */
export type IngestConcern = "unaccounted" | "failing" | "rejected" | "refused" | "lag";

/**
 * `broken`: spans arrived of which nobody can say what became. `watch`: everything is accounted
 * for, but not all of it was taken, or deriving is behind. `unknown`: nothing arrived.
 */
export type IngestVerdict = {
  readonly status: "ok" | "watch" | "broken" | "unknown";
  /** Spans received that were neither stored, duplicate nor rejected. */
  readonly unaccounted: number;
  /** Gravest first. */
  readonly concerns: readonly IngestConcern[];
};

/** A trace is to be in every analysis within this time of its acknowledgement. */
export const LAG_LIMIT_SECONDS = 10;

export function judgeIngest(facts: IngestFacts): IngestVerdict {
  const { requests, refused, received, stored, duplicate, rejected, lagSeconds, failing } = facts;
  const unaccounted = received - stored - duplicate - rejected;
  const found: Record<IngestConcern, boolean> = {
    unaccounted: unaccounted !== 0,
    failing: failing > 0,
    rejected: rejected > 0,
    refused: refused > 0,
    lag: lagSeconds > LAG_LIMIT_SECONDS,
  };
  const concerns = CONCERNS.filter((concern) => found[concern]);
  return { status: statusOf(concerns, requests), unaccounted, concerns };
}

const CONCERNS = ["unaccounted", "failing", "rejected", "refused", "lag"] as const;

function statusOf(concerns: readonly IngestConcern[], requests: number): IngestVerdict["status"] {
  if (concerns.includes("unaccounted")) return "broken";
  if (concerns.length > 0) return "watch";
  return requests === 0 ? "unknown" : "ok";
}
