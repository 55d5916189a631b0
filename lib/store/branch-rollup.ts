import type { Queryable } from "./transaction";

/** Widths of the rollups' buckets. */
export const BRANCH_MINUTES = { hour: 60, day: 1_440 } as const;

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

const TABLES = ["branch_rollup", "branch_path_rollup", "branch_margin_rollup"] as const;

/**
 * Replaces the branch rollups of one hour of a project by what its production and eval traces say
 * now. Readers see the old rows until the transaction commits.
 */
export async function rollUpBranchHour(
  client: Queryable,
  projectId: number,
  hour: Date,
): Promise<void> {
  const end = new Date(hour.getTime() + MS_PER_HOUR);
  const window = [projectId, hour.toISOString(), end.toISOString()];
  await clear(client, window, BRANCH_MINUTES.hour);
  for (const [name, text] of Object.entries(HOUR)) {
    await client.query({ name: `roll_up_branch_${name}`, text, values: window });
  }
}

async function clear(client: Queryable, window: readonly unknown[], minutes: number) {
  for (const table of TABLES) {
    await client.query(
      `delete from ${table}
       where project_id = $1 and bucket >= $2 and bucket < $3 and minutes = ${minutes}`,
      [...window],
    );
  }
}

const IN_WINDOW = `
  trace.project_id = $1 and trace.started_at >= $2 and trace.started_at < $3
    and trace.source in ('production', 'eval') and trace.path_hash is not null`;
const WHO = "source, feature, environment, release, prompt_name, prompt_version";
const TALLY = `
  count(*), sum(sample_weight), sum(sample_weight * sample_weight), max(trace_id), max(started_at)`;
const AT = `$1, ${BRANCH_MINUTES.hour}, $2::timestamptz`;

const intoBranches = (point: string, branch: string, from: string, by: string) => `
  insert into branch_rollup (project_id, minutes, bucket, source, feature, environment, release,
    prompt, prompt_version, point, branch, n, w, w2, example, last_at)
  select ${AT}, ${WHO}, ${point}, ${branch}, ${TALLY}
  from trace ${from}
  where ${IN_WINDOW}
  group by ${WHO}${by}
  having count(*) > 0`;

const HOUR = {
  branches: intoBranches(
    "split_part(fired.key, ' → ', 1)",
    "split_part(fired.key, ' → ', 2)",
    "cross join lateral unnest(branches) as fired (key)",
    ", fired.key",
  ),
  points: intoBranches(
    "reached.point",
    "null",
    `cross join lateral (
      select distinct split_part(key, ' → ', 1) as point from unnest(branches) as fired (key)
    ) as reached`,
    ", reached.point",
  ),
  whole: intoBranches("null", "null", "", ""),
  paths: `
    insert into branch_path_rollup (project_id, minutes, bucket, source, feature, environment,
      prompt, prompt_version, hash, n, example)
    select ${AT}, source, feature, environment, prompt_name, prompt_version, path_hash, count(*),
      max(trace_id)
    from trace where ${IN_WINDOW}
    group by source, feature, environment, prompt_name, prompt_version, path_hash`,
  margins: `
    insert into branch_margin_rollup (project_id, minutes, bucket, source, feature, environment,
      prompt, prompt_version, branch, runner_up, margin, n)
    select ${AT}, source, feature, environment, prompt_name, prompt_version, close.branch,
      close."runnerUp", close.margin, count(*)
    from trace cross join lateral
      jsonb_to_recordset(close_calls) as close (branch text, "runnerUp" text, margin float8)
    where ${IN_WINDOW} and close_calls is not null
    group by source, feature, environment, prompt_name, prompt_version, close.branch,
      close."runnerUp", close.margin`,
} as const;

/** Columns by which a table's rows are told apart, and how the others add up. */
const DAY: Readonly<Record<(typeof TABLES)[number], { keys: string; sums: string }>> = {
  branch_rollup: {
    keys: "source, feature, environment, release, prompt, prompt_version, point, branch",
    sums: "sum(n) n, sum(w) w, sum(w2) w2, max(example) example, max(last_at) last_at",
  },
  branch_path_rollup: {
    keys: "source, feature, environment, prompt, prompt_version, hash",
    sums: "sum(n) n, max(example) example",
  },
  branch_margin_rollup: {
    keys: "source, feature, environment, prompt, prompt_version, branch, runner_up, margin",
    sums: "sum(n) n",
  },
};

/** Replaces the branch rollups of one UTC day by the sums of its hours. */
export async function rollUpBranchDay(
  client: Queryable,
  projectId: number,
  day: Date,
): Promise<void> {
  const end = new Date(day.getTime() + MS_PER_DAY);
  const window = [projectId, day.toISOString(), end.toISOString()];
  await clear(client, window, BRANCH_MINUTES.day);
  for (const table of TABLES) {
    const { keys, sums } = DAY[table];
    const columns = sums.split(", ").map((sum) => sum.split(" ").at(-1));
    await client.query({
      name: `roll_up_day_${table}`,
      text: `
        insert into ${table} (project_id, minutes, bucket, ${keys}, ${columns.join(", ")})
        select $1, ${BRANCH_MINUTES.day}, $2::timestamptz, ${keys}, ${sums}
        from ${table}
        where project_id = $1 and bucket >= $2 and bucket < $3 and minutes = ${BRANCH_MINUTES.hour}
        group by ${keys}`,
      values: window,
    });
  }
}
