import { z } from "zod";
import { type CaseVersion, contentAt } from "@/lib/domain/evals/content-at";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { subjectLabel } from "@/lib/domain/evals/eval-run";
import { mergeAttempts, type PostedAttempt } from "@/lib/domain/evals/merge-attempts";
import { groupBy } from "@/lib/domain/group-by";
import type { Json } from "@/lib/domain/span";
import { type AttemptFilter, filterValues } from "./attempt-filter";
import { type Database, poolOf } from "./database";
import { loadMarkedAttempts } from "./eval-marks";

/**
 * Every attempt at eval cases: those whose results were posted, and traces that say of themselves
 * what they execute (`tidemark.eval.*` and the like). By suite, run, case and attempt.
 */
export async function loadEvalAttempts(
  db: Database,
  projectId: number,
  filter: AttemptFilter = {},
): Promise<EvalAttemptRow[]> {
  const [posted, marked] = await Promise.all([
    loadPosted(db, projectId, filter),
    loadMarkedAttempts(db, projectId, filter),
  ]);
  const needsContent = posted.some((row) => row.contentHash === null) || marked.length > 0;
  const versions = needsContent ? await loadVersions(db, projectId, filter) : NO_VERSIONS;
  const contentOf = (row: { suite: string; case: string }, triedAt: Date, heardAt: Date) =>
    contentAt(versions.get(addressOf(row)) ?? [], triedAt, heardAt);
  return mergeAttempts(
    posted.map(({ postedAt, ...row }) => ({
      ...row,
      contentHash: row.contentHash ?? contentOf(row, row.at, postedAt),
    })),
    marked.map(({ heardAt, ...row }) => ({ ...row, contentHash: contentOf(row, row.at, heardAt) })),
  );
}

type VersionsByCase = ReadonlyMap<string, readonly CaseVersion[]>;
const NO_VERSIONS: VersionsByCase = new Map();

const addressOf = (row: { readonly suite: string; readonly case: string }) =>
  JSON.stringify([row.suite, row.case]);

type StoredAttempt = Omit<PostedAttempt, "subjectLabel"> & {
  readonly config: Json;
  readonly postedAt: Date;
};

async function loadPosted(db: Database, projectId: number, filter: AttemptFilter) {
  const { rows } = await poolOf(db).query<StoredAttempt>({
    text: `
      select a.suite, a.run, a.case_id "case", a.attempt, a.passed, a.score, a.trace_id "traceId",
        a.error, a.content_hash "contentHash", a.posted_at "postedAt", r.started_at at,
        r.subject_key "subjectKey", r.model, r.prompt, r.config
      from eval_attempt a join eval_run r using (project_id, suite, run)
      where a.project_id = $1
        and ($2::text[] is null or a.suite = any($2))
        and ($3::text[] is null or a.run = any($3))
        and ($4::text[] is null or a.case_id = any($4))
        and ($5::timestamptz is null or r.started_at >= $5)`,
    values: [projectId, ...filterValues(filter)],
  });
  return rows.map(({ config, ...row }) => ({
    ...row,
    subjectLabel: subjectLabel({ model: row.model, prompt: row.prompt, config }),
  }));
}

const statedAt = z.coerce.date().nullable().catch(null);

async function loadVersions(
  db: Database,
  projectId: number,
  { suites, cases }: AttemptFilter,
): Promise<VersionsByCase> {
  const { rows } = await poolOf(db).query<CaseVersion & { suite: string; case: string }>({
    text: `
      select suite, case_id "case", version, content_hash "contentHash", posted_at "postedAt",
        case when version = 1 then (body #>> '{}')::jsonb ->> 'createdAt' end "createdAt"
      from eval_case_version
      where project_id = $1
        and ($2::text[] is null or suite = any($2))
        and ($3::text[] is null or case_id = any($3))
      order by suite, case_id, version`,
    values: [projectId, suites ?? null, cases ?? null],
  });
  const versions = rows.map((row) => ({ ...row, createdAt: statedAt.parse(row.createdAt) }));
  return groupBy(versions, addressOf);
}
