import type { WindowFacts } from "@/lib/domain/alerts/threshold";
import { type Database, poolOf } from "./database";

/** Which traces a threshold looks at; null: any. */
export type FactsScope = {
  readonly feature: string | null;
  readonly environment: string | null;
  readonly tenant: string | null;
};

/** What is known of the traces that began within a window. Evals and replays do not count. */
export async function loadWindowFacts(
  db: Database,
  projectId: number,
  { from, to }: { readonly from: Date; readonly to: Date },
  { feature, environment, tenant }: FactsScope,
): Promise<WindowFacts> {
  const { rows } = await poolOf(db).query<WindowFacts>(
    `with scoped as (
      select * from trace
      where project_id = $1 and source = 'production'
        and ($4::text is null or feature = $4) and ($5::text is null or environment = $5)
        and ($6::text is null or tenant = $6)
    )
    select count(*)::float8 requests,
      count(*) filter (where status = 'error' or error_count > 0)::float8 errors,
      percentile_cont(0.95) within group (order by duration_ms) "p95DurationMs",
      sum(cost_usd) "costUsd",
      (select max(started_at) from scoped where started_at < $3) "lastTraceAt"
    from scoped where started_at >= $2 and started_at < $3`,
    [projectId, from, to, feature, environment, tenant],
  );
  const [facts] = rows;
  if (!facts) throw new Error("An aggregate returned no row");
  return facts;
}

const FEATURES = 20;

/** The busiest features since then, busiest first. */
export async function listBusyFeatures(
  db: Database,
  projectId: number,
  since: Date,
): Promise<string[]> {
  const { rows } = await poolOf(db).query<{ feature: string }>(
    `select feature from tier_rollup
    where project_id = $1 and minutes = 1440 and bucket >= $2 and feature is not null
    group by feature order by sum(n) desc, feature limit ${FEATURES}`,
    [projectId, since],
  );
  return rows.map(({ feature }) => feature);
}
