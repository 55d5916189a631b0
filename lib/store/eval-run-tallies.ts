import { subjectLabel } from "@/lib/domain/evals/eval-run";
import type { CaseTally } from "@/lib/domain/evals/pass-rate";
import type { Json } from "@/lib/domain/span";
import { type Database, poolOf } from "./database";

/** A posted run, counted: its attempts may be a hundred thousand. */
export type RunTally = {
  readonly suite: string;
  readonly run: string;
  readonly subjectKey: string;
  readonly subjectLabel: string;
  readonly attempts: number;
  /** Attempts of which the grader told only that it failed. */
  readonly graderErrors: number;
  /** In no order. */
  readonly tallies: readonly CaseTally[];
};

type TallyRow = Omit<RunTally, "subjectLabel"> & {
  readonly model: string | null;
  readonly prompt: string | null;
  readonly config: Json;
};

/** The posted attempts of runs by how many of each case's passed; attempts that only traces tell of are not in it. */
export async function loadRunTallies(
  db: Database,
  projectId: number,
  { suites, runs }: { readonly suites: readonly string[]; readonly runs: readonly string[] },
): Promise<RunTally[]> {
  const { rows } = await poolOf(db).query<TallyRow>({
    text: `
      with each as (
        select suite, run, count(*)::int attempts, count(passed)::int judged,
          (count(*) filter (where passed))::int passed,
          (count(*) filter (where passed is null and error is not null))::int errors
        from eval_attempt
        where project_id = $1 and suite = any($2) and run = any($3)
        group by suite, run, case_id
      ), alike as (
        select suite, run, judged, passed, count(*)::int cases, sum(attempts)::int attempts,
          sum(errors)::int errors
        from each group by suite, run, judged, passed
      )
      select r.suite, r.run, r.subject_key "subjectKey", r.model, r.prompt, r.config,
        coalesce(sum(a.attempts), 0)::int attempts, coalesce(sum(a.errors), 0)::int "graderErrors",
        coalesce(jsonb_agg(jsonb_build_object('judged', a.judged, 'passed', a.passed,
          'cases', a.cases)) filter (where a.cases is not null), '[]') tallies
      from eval_run r left join alike a using (suite, run)
      where r.project_id = $1 and r.suite = any($2) and r.run = any($3)
      group by r.id`,
    values: [projectId, suites, runs],
  });
  return rows.map(({ model, prompt, config, ...row }) => ({
    ...row,
    subjectLabel: subjectLabel({ model, prompt, config }),
  }));
}
