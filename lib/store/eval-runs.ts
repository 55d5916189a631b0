import { type EvalRun, type EvalSubject, subjectKey } from "@/lib/domain/evals/eval-run";
import type { Json } from "@/lib/domain/span";
import type { Database } from "./database";
import type { EvalRun as RunRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";

/** What a posting of results did. */
export type RunPosting = {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
};

/**
 * Keeps a run and each of its attempts. Posting more of the same run adds to it; an attempt that
 * says something else than before is corrected.
 */
export async function saveEvalRun(
  db: Database,
  projectId: number,
  { suite, run, subject, startedAt, results }: EvalRun,
  { postedAt, postedBy }: Posting,
): Promise<RunPosting> {
  return db.$transaction(
    async (tx) => {
      await lockPosting(tx, "eval_run", projectId, suite, run);
      const { model, prompt, config } = subject;
      await tx.$executeRaw`
        insert into eval_run
          (project_id, suite, run, model, prompt, config, subject_key, suite_version, started_at,
           posted_at, posted_by)
        values (${projectId}, ${suite}, ${run}, ${model}, ${prompt},
          ${JSON.stringify(config)}::jsonb, ${subjectKey(subject)},
          coalesce((select version from eval_suite
                    where project_id = ${projectId} and name = ${suite}), 0),
          ${startedAt}::timestamptz, ${postedAt}::timestamptz, ${postedBy})
        on conflict (project_id, suite, run) do update
        set model = excluded.model, prompt = excluded.prompt, config = excluded.config,
          subject_key = excluded.subject_key, started_at = excluded.started_at,
          posted_at = excluded.posted_at, posted_by = excluded.posted_by
        where (eval_run.subject_key, eval_run.started_at)
          is distinct from (excluded.subject_key, excluded.started_at)`;
      const written = await tx.$queryRaw<{ isNew: boolean }[]>`
        insert into eval_attempt
          (project_id, suite, run, case_id, attempt, passed, score, trace_id, error, content_hash,
           posted_at)
        select ${projectId}, ${suite}, ${run}, r."case", r.attempt, r.passed, r.score, r."traceId",
          r.error, c.content_hash, ${postedAt}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as r("case" text, attempt int,
          passed boolean, score float8, "traceId" text, error text)
        left join eval_case c
          on c.project_id = ${projectId} and c.suite = ${suite} and c.case_id = r."case"
        on conflict (project_id, suite, run, case_id, attempt) do update
        set passed = excluded.passed, score = excluded.score, trace_id = excluded.trace_id,
          error = excluded.error, content_hash = excluded.content_hash,
          posted_at = excluded.posted_at
        where (eval_attempt.passed, eval_attempt.score, eval_attempt.trace_id, eval_attempt.error)
          is distinct from (excluded.passed, excluded.score, excluded.trace_id, excluded.error)
        returning (xmax = 0) "isNew"`;
      if (written.length > 0) {
        await tx.evalRun.update({
          where: { projectId_suite_run: { projectId, suite, run } },
          data: { postedAt, postedBy },
        });
      }
      const inserted = written.filter((row) => row.isNew).length;
      return {
        inserted,
        updated: written.length - inserted,
        unchanged: results.length - written.length,
      };
    },
    { timeout: 60_000 },
  );
}

/** A run without its attempts. */
export type StoredRun = Pick<EvalRun, "suite" | "run" | "subject" | "startedAt"> &
  Posting & { readonly subjectKey: string; readonly suiteVersion: number };

/** The runs of a project, or of one suite; the latest posted first. */
export async function listEvalRuns(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
  suite?: string,
): Promise<PostedPage<StoredRun>> {
  const { where, ...page } = pageQuery(projectId, request);
  const found = await db.evalRun.findMany({
    where: { ...where, ...(suite === undefined ? {} : { suite }) },
    ...page,
  });
  return pageOf(found, request, storedRunOf);
}

export async function findEvalRun(
  db: Database,
  projectId: number,
  suite: string,
  run: string,
): Promise<StoredRun | undefined> {
  const found = await db.evalRun.findUnique({
    where: { projectId_suite_run: { projectId, suite, run } },
  });
  return found ? storedRunOf(found) : undefined;
}

function storedRunOf(row: RunRow): StoredRun {
  const { suite, run, startedAt, postedAt, postedBy, suiteVersion } = row;
  const subject: EvalSubject = {
    model: row.model,
    prompt: row.prompt,
    config: row.config as Json,
  };
  return {
    suite,
    run,
    subject,
    startedAt,
    postedAt,
    postedBy,
    suiteVersion,
    subjectKey: row.subjectKey,
  };
}
