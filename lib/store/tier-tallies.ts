import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { inScope, type TierScope, tierSource } from "./tier-source";

const SUMS = Prisma.raw("sum(n)::float8 as n, sum(w)::float8 as w, sum(w2)::float8 as w2");
const text = z.string().nullable();
const tally = { n: z.number(), w: z.number(), w2: z.number() };
const tierTally = { ...tally, tier: z.string() };

const bucketRow = z.object({ at: z.date(), ...tierTally });
const featureRow = z.object({ feature: text, ...tierTally });
const trailingRow = z.object({ minutes: z.number(), feature: text, ...tierTally });
const segmentRow = z.object({ dimension: z.string(), value: text, ...tierTally });
const touchRow = z.object(tierTally);
const reachRow = z.object({
  unit: z.enum(["user", "session"]),
  tier: text,
  count: z.number(),
});

/** Requests per bucket and tier; a bucket cut by the window holds its part inside. */
export async function loadTierBuckets(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
  widthMinutes: number,
): Promise<z.output<typeof bucketRow>[]> {
  const found = await db.$queryRaw`
    select date_bin(make_interval(mins => ${widthMinutes}), at, '2000-01-01Z'::timestamptz) as at,
      tier, ${SUMS}
    from ${tierSource("tier", scope, window, widthMinutes)} as counted
    group by 1, 2`;
  return z.array(bucketRow).parse(found);
}

export async function loadTiersByFeature(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<z.output<typeof featureRow>[]> {
  const found = await db.$queryRaw`
    select feature, tier, ${SUMS}
    from ${tierSource("tier", scope, window)} as counted
    group by feature, tier`;
  return z.array(featureRow).parse(found);
}

/** The requests of the last so many minutes before `asOf`, for each of the lengths. */
export async function loadTrailingTiers(
  db: Database,
  scope: TierScope,
  asOf: Date,
  lengths: readonly number[],
): Promise<z.output<typeof trailingRow>[]> {
  const parts = lengths.map((minutes) => {
    const window = { from: new Date(asOf.getTime() - minutes * 60_000), to: asOf };
    return Prisma.sql`
      select ${minutes}::int as minutes, feature, tier, ${SUMS}
      from ${tierSource("tier", scope, window)} as counted
      group by feature, tier`;
  });
  if (parts.length === 0) return [];
  const found = await db.$queryRaw`${Prisma.join(parts, " union all ")}`;
  return z.array(trailingRow).parse(found);
}

/** Values of a dimension that are told apart; the rest is gathered under `OTHER_VALUES`. */
const MAX_VALUES = 100;
export const OTHER_VALUES = "(other)";

/** Requests by tenant and segment. What a trace does not say is null, so each dimension has them all. */
export async function loadTiersBySegment(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<z.output<typeof segmentRow>[]> {
  const found = await db.$queryRaw`
    with said as (
      select dimension, value, tier, ${SUMS}
      from ${tierSource("segment", scope, window)} as counted
      group by dimension, value, tier
    ), ranked as (
      select dimension, value, row_number() over (partition by dimension order by sum(n) desc, value) as place
      from said group by dimension, value
    )
    select dimension, case when place <= ${MAX_VALUES} then value else ${OTHER_VALUES} end as value,
      tier, ${SUMS}
    from said join ranked using (dimension, value)
    group by 1, 2, 3`;
  return z.array(segmentRow).parse(found);
}

/** Requests any of whose attempts went to a tier. */
export async function loadTouchedTiers(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<z.output<typeof touchRow>[]> {
  const found = await db.$queryRaw`
    select tier, ${SUMS} from ${tierSource("touch", scope, window)} as counted group by tier`;
  return z.array(touchRow).parse(found);
}

/** Distinct users and sessions by tier, and of all tiers together as tier null. */
export async function loadTierReach(
  db: Database,
  scope: TierScope,
  window: TimeWindow,
): Promise<z.output<typeof reachRow>[]> {
  const found = await db.$queryRaw`
    with reached as (
      select coalesce(tier, 'unknown') as tier, user_id, session_id
      from trace where ${inScope(scope, window)}
    )
    select 'user' as unit, tier, count(distinct user_id)::int as count
    from reached where user_id is not null group by grouping sets ((tier), ())
    union all
    select 'session', tier, count(distinct session_id)::int
    from reached where session_id is not null group by grouping sets ((tier), ())`;
  return z.array(reachRow).parse(found);
}
