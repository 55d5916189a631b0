import { z } from "zod";
import { type Database, poolOf } from "./database";

/** What was computed of a project's suites, to be shown at once. */
export type StalenessSnapshot<Body> = {
  readonly inputs: StalenessInputs;
  readonly computedAt: Date;
  readonly tookMs: number;
  readonly body: Body;
};

/** Names what there is to compute from: equal texts mean that nothing has come since. */
export type StalenessInputs = {
  /** Suites, cases, reviews, runs and changes: rare, and a gate waits for them. */
  readonly posted: string;
  /** Production and eval traces, and scores: never the same for long. */
  readonly traffic: string;
};

const storedInputs = z.object({ posted: z.string(), traffic: z.string() });

/** @returns undefined when nothing was computed of that scope */
export async function findStalenessSnapshot<Body>(
  db: Database,
  projectId: number,
  scopeKey: string,
): Promise<StalenessSnapshot<Body> | undefined> {
  const found = await db.stalenessSnapshot.findUnique({
    where: { projectId_scopeKey: { projectId, scopeKey } },
  });
  if (!found) return undefined;
  const { computedAt, tookMs, body } = found;
  // Our own text, written below; its shape is trusted.
  return {
    inputs: storedInputs.parse(JSON.parse(found.inputs)),
    computedAt,
    tookMs,
    body: body as Body,
  };
}

/** How many scopes are remembered for a project: readers narrow in many ways and rarely come back. */
const KEPT = 50;

export async function saveStalenessSnapshot(
  db: Database,
  projectId: number,
  scopeKey: string,
  { inputs, computedAt, tookMs, body }: StalenessSnapshot<object>,
): Promise<void> {
  const pool = poolOf(db);
  await pool.query(
    `insert into staleness_snapshot (project_id, scope_key, inputs, computed_at, took_ms, body)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (project_id, scope_key) do update
    set inputs = excluded.inputs, computed_at = excluded.computed_at, took_ms = excluded.took_ms,
      body = excluded.body`,
    [projectId, scopeKey, JSON.stringify(inputs), computedAt, tookMs, JSON.stringify(body)],
  );
  await pool.query(
    `delete from staleness_snapshot where project_id = $1 and scope_key in (
      select scope_key from staleness_snapshot where project_id = $1
      order by computed_at desc offset ${KEPT})`,
    [projectId],
  );
}

/** What there is now to compute from. */
export async function loadStalenessInputs(
  db: Database,
  projectId: number,
): Promise<StalenessInputs> {
  const { rows } = await poolOf(db).query<StalenessInputs>({
    name: "staleness_inputs",
    text: `
      select
        concat_ws(' ',
          (select sum(version) from eval_suite where project_id = $1),
          (select max(id) from eval_case_review where project_id = $1),
          (select count(*) || '/' || max(posted_at) from eval_run where project_id = $1),
          (select count(*) || '/' || max(posted_at) from change where project_id = $1)) posted,
        concat_ws(' ',
          (select sum(n) from tier_rollup where project_id = $1 and minutes = 1440),
          (select count(*) || '/' || max(started_at) from trace
           where project_id = $1 and eval_suite is not null),
          (select at || score_id from score where project_id = $1
           order by at desc, trace_id desc, score_id desc limit 1)) traffic`,
    values: [projectId],
  });
  return rows[0] ?? { posted: "", traffic: "" };
}

/** The projects that keep eval suites. */
export async function loadProjectsWithSuites(db: Database): Promise<number[]> {
  const found = await db.evalSuite.findMany({
    distinct: ["projectId"],
    select: { projectId: true },
    orderBy: { projectId: "asc" },
  });
  return found.map((row) => row.projectId);
}
