import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { inScope, type TierScope } from "./tier-source";

/** What a production request said, and what is known of it. */
export type ProductionText = {
  readonly traceId: string;
  readonly startedAt: Date;
  /** The first characters of what the user said. */
  readonly text: string;
  readonly intent: string | null;
  readonly language: string | null;
  readonly tools: readonly string[];
  /** How many requests it stands for. */
  readonly weight: number;
};

const LANGUAGE = Prisma.sql`coalesce(segments ->> 'language', segments ->> 'lang', segments ->> 'locale')`;
const COLUMNS = Prisma.sql`
  trace_id "traceId", started_at "startedAt", input_preview as text, segments ->> 'intent' intent,
  ${LANGUAGE} as language, tools, sample_weight weight`;
/** Which requests are drawn depends on their names alone, so that drawing again draws the same. */
const DRAW = Prisma.sql`order by hashtextextended(trace_id, 1), trace_id`;

/** A random sample of what production said in a window; the same at every call. In no order. */
export async function sampleProductionTexts(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
  limit: number,
): Promise<ProductionText[]> {
  return db.$queryRaw<ProductionText[]>`
    select ${COLUMNS} from trace
    where ${inScope(scope, window)} and input_preview is not null
    ${DRAW} limit ${limit}`;
}

/** The same of each week, earliest first. */
export async function sampleWeeklyTexts(
  db: Database,
  scope: TierScope,
  weeks: readonly TimeWindow[],
  limit: number,
): Promise<ProductionText[][]> {
  const samples: ProductionText[][] = [];
  for (const week of weeks) samples.push(await sampleProductionTexts(db, scope, week, limit));
  return samples;
}

/** How many requests had an intent, or did not say one (null). */
export type IntentCount = {
  readonly intent: string | null;
  readonly requests: number;
  /** Sum of their weights. */
  readonly weight: number;
  /** Some of them. */
  readonly traceIds: readonly string[];
};

const EXAMPLES = 5;

/** Production requests by what their users wanted, most first. */
export async function loadIntentCounts(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<IntentCount[]> {
  return db.$queryRaw<IntentCount[]>`
    select segments ->> 'intent' intent, count(*)::int requests, sum(sample_weight)::float8 weight,
      (array_agg(trace_id order by started_at desc, trace_id))[1:${EXAMPLES}] "traceIds"
    from trace where ${inScope(scope, window)}
    group by 1 order by 3 desc, 1`;
}
