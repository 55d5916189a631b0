import { filterValues, MARKED_TRACES } from "./attempt-filter";
import { type Database, poolOf } from "./database";

/** A run, whether it was posted or its traces say so themselves. */
export type ListedRun = {
  readonly suite: string;
  readonly run: string;
  /** As posted; else when its first trace started. */
  readonly startedAt: Date;
  readonly isPosted: boolean;
  /** Whether traces tell of attempts beside those that were posted. */
  readonly hasMarks: boolean;
  /** How many runs its suite has. */
  readonly runsOfSuite: number;
};

export type RunListRequest = {
  readonly suite?: string;
  readonly run?: string;
  /** Of each suite. */
  readonly limit: number;
  readonly skip?: number;
};

/** The runs of a project by suite, each suite's latest first. */
export async function loadRunList(
  db: Database,
  projectId: number,
  { suite, run, limit, skip = 0 }: RunListRequest,
): Promise<ListedRun[]> {
  const filter = {
    ...(suite === undefined ? {} : { suites: [suite] }),
    ...(run === undefined ? {} : { runs: [run] }),
  };
  const { rows } = await poolOf(db).query<ListedRun>({
    text: `
      with found as (
        select suite, run, started_at, true posted
        from eval_run
        where project_id = $1 and ($2::text[] is null or suite = any($2))
          and ($3::text[] is null or run = any($3))
        union all
        select t.eval_suite, t.run, t.started_at, false ${MARKED_TRACES}
      ), runs as (
        select suite, run, bool_or(posted) "isPosted",
          bool_or(not posted) "hasMarks",
          coalesce(min(started_at) filter (where posted), min(started_at)) "startedAt"
        from found group by suite, run
      ), ranked as (
        select *, count(*) over (partition by suite)::int "runsOfSuite",
          row_number() over (partition by suite order by "startedAt" desc, run desc) place
        from runs
      )
      select suite, run, "startedAt", "isPosted", "hasMarks", "runsOfSuite"
      from ranked where place > $6 and place <= $6::int + $7::int
      order by suite, place`,
    values: [projectId, ...filterValues(filter), skip, limit],
  });
  return rows;
}
