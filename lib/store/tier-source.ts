import type { TimeWindow } from "@/lib/domain/time-window";
import { Prisma } from "./generated/client";
import { BUCKET_MINUTES } from "./tier-rollup";

/** Which production traces are counted. Null means that it is not narrowed. */
export type TierScope = {
  readonly projectId: number;
  readonly feature: string | null;
  readonly environment: string | null;
  readonly tenant: string | null;
  readonly segments: Readonly<Record<string, string>>;
};

/** A part of a window, and the width in minutes of the rollup that has it; null where traces are counted. */
export type Piece = TimeWindow & { readonly minutes: number | null };

const MS_PER_MINUTE = 60_000;

/**
 * A window cut into whole buckets of the widest rollups that fit, and the rest of less than the
 * narrowest. In order of time, without gap or overlap.
 *
 * @param widths in minutes, widest first
 */
export function cutWindow({ from, to }: TimeWindow, widths: readonly number[]): Piece[] {
  if (from >= to) return [];
  const [minutes, ...narrower] = widths;
  if (minutes === undefined) return [{ from, to, minutes: null }];
  const width = minutes * MS_PER_MINUTE;
  const first = new Date(Math.ceil(from.getTime() / width) * width);
  const last = new Date(Math.floor(to.getTime() / width) * width);
  if (first >= last) return cutWindow({ from, to }, narrower);
  return [
    ...cutWindow({ from, to: first }, narrower),
    { from: first, to: last, minutes },
    ...cutWindow({ from: last, to }, narrower),
  ];
}

type RollupTable = "tier" | "flow" | "segment" | "touch";

const WIDTHS: Record<RollupTable, readonly number[]> = {
  tier: [BUCKET_MINUTES.day, BUCKET_MINUTES.hour, BUCKET_MINUTES.short],
  flow: [BUCKET_MINUTES.day, BUCKET_MINUTES.hour],
  segment: [BUCKET_MINUTES.day, BUCKET_MINUTES.hour],
  touch: [BUCKET_MINUTES.day, BUCKET_MINUTES.hour],
};

const TALLY = "n, w, w2";
const FLOW_SUMS = "cost_usd, cost_n, tokens, tokens_n, duration_ms";
const COLUMNS: Record<RollupTable, string> = {
  tier: `feature, environment, tier, ${TALLY}`,
  flow: `feature, environment, tier, intended, reason, rule, ${TALLY}, ${FLOW_SUMS}`,
  segment: `feature, environment, dimension, value, tier, ${TALLY}`,
  touch: `feature, environment, tier, ${TALLY}`,
};

const ONE = "1 as n, sample_weight as w, sample_weight * sample_weight as w2";
const SERVED = "coalesce(trace.tier, 'unknown') as tier";
/**
 * The same columns of single traces; what a trace says by tenant and by segments in two parts, since
 * spread over several nodes it cannot be joined with a union of both.
 */
const TRACE_PARTS: Record<RollupTable, readonly string[]> = {
  tier: [`feature, environment, ${SERVED}, ${ONE} from trace where true`],
  flow: [
    `feature, environment, ${SERVED}, tier_intended as intended, tier_reason as reason,
      tier_rule as rule, ${ONE}, coalesce(cost_usd, 0) as cost_usd,
      (cost_usd is not null)::int as cost_n, coalesce(total_tokens, 0)::float8 as tokens,
      (total_tokens is not null)::int as tokens_n, duration_ms from trace where true`,
  ],
  segment: [
    `feature, environment, 'tenant' as dimension, tenant as value, ${SERVED}, ${ONE}
      from trace where tenant is not null`,
    `feature, environment, 'segment.' || said.key as dimension, said.value, ${SERVED}, ${ONE}
      from trace cross join lateral jsonb_each_text(segments) as said (key, value) where true`,
  ],
  touch: [
    `feature, environment, touched.tier, ${ONE}
      from trace cross join lateral unnest(tiers_touched) as touched (tier) where true`,
  ],
};

/**
 * A subselect of everything counted in a window, to be summed: column `at` and those of the table.
 * Whole buckets come from rollups; tenants and segments are only known of single traces.
 *
 * @param widestMinutes of the buckets, where it matters when within a day or an hour something was
 */
export function tierSource(
  table: RollupTable,
  scope: TierScope,
  window: TimeWindow,
  widestMinutes: number = BUCKET_MINUTES.day,
): Prisma.Sql {
  const isNarrow = scope.tenant !== null || Object.keys(scope.segments).length > 0;
  const widths = WIDTHS[table].filter((minutes) => minutes <= widestMinutes);
  const pieces = cutWindow(window, isNarrow ? [] : widths);
  if (pieces.length === 0) return Prisma.sql`(${nothing(table)})`;
  return Prisma.sql`(${Prisma.join(
    pieces.map((piece) =>
      piece.minutes === null ? traces(table, scope, piece) : buckets(table, scope, piece),
    ),
    " union all ",
  )})`;
}

const nothing = (table: RollupTable) =>
  Prisma.raw(`select bucket as at, ${COLUMNS[table]} from tier_${suffixOf(table)} where false`);

const suffixOf = (table: RollupTable) => (table === "tier" ? "rollup" : `${table}_rollup`);

function buckets(table: RollupTable, scope: TierScope, { from, to, minutes }: Piece): Prisma.Sql {
  return Prisma.sql`
    select bucket as at, ${Prisma.raw(COLUMNS[table])}
    from ${Prisma.raw(`tier_${suffixOf(table)}`)}
    where project_id = ${scope.projectId} and minutes = ${minutes}
      and bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz
      and ${inFeatureAndEnvironment(scope)}`;
}

function traces(table: RollupTable, scope: TierScope, { from, to }: TimeWindow): Prisma.Sql {
  const parts = TRACE_PARTS[table].map(
    (part) => Prisma.sql`
      select started_at as at, ${Prisma.raw(part)} and ${inScope(scope, { from, to })}`,
  );
  return Prisma.join(parts, " union all ");
}

/** Holds for the production traces of a scope that started in a window. */
export function inScope(scope: TierScope, { from, to }: TimeWindow): Prisma.Sql {
  const segments = Object.entries(scope.segments).map(
    ([key, value]) => Prisma.sql`and trace.segments ->> ${key} = ${value}`,
  );
  return Prisma.sql`
    trace.project_id = ${scope.projectId} and trace.source = 'production'
      and trace.started_at >= ${from}::timestamptz and trace.started_at < ${to}::timestamptz
      and ${inFeatureAndEnvironment(scope)}
      ${scope.tenant === null ? Prisma.empty : Prisma.sql`and tenant = ${scope.tenant}`}
      ${segments.length === 0 ? Prisma.empty : Prisma.join(segments, " ")}`;
}

function inFeatureAndEnvironment({ feature, environment }: TierScope): Prisma.Sql {
  return Prisma.sql`
    ${feature === null ? Prisma.sql`true` : Prisma.sql`feature = ${feature}`}
    and ${environment === null ? Prisma.sql`true` : Prisma.sql`environment = ${environment}`}`;
}
