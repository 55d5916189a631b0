import type { Queryable } from "./transaction";

export const BUCKET_MINUTES = { short: 5, hour: 60, day: 1_440 } as const;

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

const TABLES = ["tier_rollup", "tier_flow_rollup", "tier_segment_rollup", "tier_touch_rollup"];

/**
 * Replaces the rollups of one hour of a project by what its production traces say now. Readers see
 * the old rows until the transaction commits.
 */
export async function rollUpHour(client: Queryable, projectId: number, hour: Date): Promise<void> {
  const end = new Date(hour.getTime() + MS_PER_HOUR);
  const window = [projectId, hour.toISOString(), end.toISOString()];
  for (const table of TABLES) {
    await client.query(
      `delete from ${table}
       where project_id = $1 and bucket >= $2 and bucket < $3 and minutes <= ${BUCKET_MINUTES.hour}`,
      window,
    );
  }
  await client.query({
    name: "roll_up_tiers_5m",
    text: tiersOf(BUCKET_MINUTES.short),
    values: window,
  });
  await client.query({ name: "roll_up_tiers", text: tiersOf(BUCKET_MINUTES.hour), values: window });
  await client.query({ name: "roll_up_flows", text: FLOWS, values: window });
  await client.query({ name: "roll_up_tenants", text: TENANTS, values: window });
  await client.query({ name: "roll_up_segments", text: SEGMENTS, values: window });
  await client.query({ name: "roll_up_touches", text: TOUCHES, values: window });
}

const TRACES = `
  trace.project_id = $1 and trace.started_at >= $2 and trace.started_at < $3
    and trace.source = 'production'`;
const TALLY = `count(*), sum(sample_weight), sum(sample_weight * sample_weight)`;

function tiersOf(minutes: number): string {
  return `
    insert into tier_rollup (project_id, minutes, bucket, feature, environment, tier, n, w, w2)
    select $1, ${minutes}, date_bin('${minutes} minutes', started_at, $2::timestamptz) as bucket,
      feature, environment, coalesce(tier, 'unknown') as tier, ${TALLY}
    from trace where ${TRACES}
    group by 3, feature, environment, coalesce(tier, 'unknown')`;
}

const FLOWS = `
  insert into tier_flow_rollup (
    project_id, minutes, bucket, feature, environment, tier, intended, reason, rule, n, w, w2,
    cost_usd, cost_n, tokens, tokens_n, duration_ms)
  select $1, ${BUCKET_MINUTES.hour}, $2::timestamptz, feature, environment,
    coalesce(tier, 'unknown'), tier_intended, tier_reason, tier_rule, ${TALLY},
    coalesce(sum(cost_usd), 0), count(cost_usd),
    coalesce(sum(total_tokens), 0)::float8, count(total_tokens), sum(duration_ms)
  from trace where ${TRACES}
  group by feature, environment, coalesce(tier, 'unknown'), tier_intended, tier_reason, tier_rule`;

// Two statements: spread over several nodes, traces cannot be joined with a union of what each says.
const TENANTS = `
  insert into tier_segment_rollup (
    project_id, minutes, bucket, feature, environment, dimension, value, tier, n, w, w2)
  select $1, ${BUCKET_MINUTES.hour}, $2::timestamptz, feature, environment,
    'tenant', tenant, coalesce(tier, 'unknown'), ${TALLY}
  from trace
  where ${TRACES} and tenant is not null
  group by feature, environment, tenant, coalesce(tier, 'unknown')`;

const SEGMENTS = `
  insert into tier_segment_rollup (
    project_id, minutes, bucket, feature, environment, dimension, value, tier, n, w, w2)
  select $1, ${BUCKET_MINUTES.hour}, $2::timestamptz, feature, environment,
    'segment.' || said.key, said.value, coalesce(tier, 'unknown'), ${TALLY}
  from trace cross join lateral jsonb_each_text(segments) as said (key, value)
  where ${TRACES}
  group by feature, environment, said.key, said.value, coalesce(tier, 'unknown')`;

const TOUCHES = `
  insert into tier_touch_rollup (
    project_id, minutes, bucket, feature, environment, tier, n, w, w2)
  select $1, ${BUCKET_MINUTES.hour}, $2::timestamptz, feature, environment, touched.tier, ${TALLY}
  from trace cross join lateral unnest(tiers_touched) as touched (tier)
  where ${TRACES}
  group by feature, environment, touched.tier`;

/** Columns by which a table's rows are told apart, and those that are summed. */
const DAY_COLUMNS: Readonly<Record<string, { readonly keys: string; readonly sums: string }>> = {
  tier_rollup: { keys: "feature, environment, tier", sums: "n, w, w2" },
  tier_flow_rollup: {
    keys: "feature, environment, tier, intended, reason, rule",
    sums: "n, w, w2, cost_usd, cost_n, tokens, tokens_n, duration_ms",
  },
  tier_segment_rollup: {
    keys: "feature, environment, dimension, value, tier",
    sums: "n, w, w2",
  },
  tier_touch_rollup: { keys: "feature, environment, tier", sums: "n, w, w2" },
};

/** Replaces the rollups of one UTC day by the sums of its hours. */
export async function rollUpDay(client: Queryable, projectId: number, day: Date): Promise<void> {
  const end = new Date(day.getTime() + MS_PER_DAY);
  const window = [projectId, day.toISOString(), end.toISOString()];
  for (const [table, { keys, sums }] of Object.entries(DAY_COLUMNS)) {
    await client.query(
      `delete from ${table}
       where project_id = $1 and bucket >= $2 and bucket < $3 and minutes = ${BUCKET_MINUTES.day}`,
      window,
    );
    const summed = sums.split(", ").map((column) => `sum(${column})`);
    await client.query({
      name: `roll_up_day_${table}`,
      text: `
        insert into ${table} (project_id, minutes, bucket, ${keys}, ${sums})
        select $1, ${BUCKET_MINUTES.day}, $2::timestamptz, ${keys}, ${summed.join(", ")}
        from ${table}
        where project_id = $1 and bucket >= $2 and bucket < $3 and minutes = ${BUCKET_MINUTES.hour}
        group by ${keys}`,
      values: window,
    });
  }
}

/** Keeps two workers from rolling up the same project at once; the second waits. */
export async function lockRollups(client: Queryable, projectId: number): Promise<void> {
  await client.query("select pg_advisory_xact_lock(7433632, $1)", [projectId]);
}
