import { type Database, poolOf } from "./database";
import type { Posting } from "./posting";

/** A suite and what it holds now. */
export type StoredSuite = Posting & {
  readonly suite: string;
  /** Counts the postings that changed any of its cases. */
  readonly version: number;
  readonly createdAt: Date;
  readonly cases: number;
  readonly drafts: number;
  readonly retired: number;
  readonly runs: number;
  /** Null without a run. */
  readonly lastRunAt: Date | null;
};

/** The suites of a project, by name. */
export async function loadEvalSuites(db: Database, projectId: number): Promise<StoredSuite[]> {
  const { rows } = await poolOf(db).query<StoredSuite>({
    text: `
      select s.name suite, s.version, s.created_at "createdAt", s.posted_at "postedAt",
        s.posted_by "postedBy", c.cases, c.drafts, c.retired, r.runs, r.last "lastRunAt"
      from eval_suite s
      cross join lateral (
        select count(*) filter (where status = 'active')::int cases,
          count(*) filter (where status = 'draft')::int drafts,
          count(*) filter (where status = 'retired')::int retired
        from eval_case where project_id = $1 and suite = s.name) c
      cross join lateral (
        select count(*)::int runs, max(started_at) last
        from eval_run where project_id = $1 and suite = s.name) r
      where s.project_id = $1
      order by s.name`,
    values: [projectId],
  });
  return rows;
}
