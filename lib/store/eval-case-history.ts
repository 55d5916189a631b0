import { z } from "zod";
import { CASE_ACTIONS, type CaseReview } from "@/lib/domain/evals/eval-case";
import type { JsonObject } from "@/lib/domain/span";
import { type Database, poolOf } from "./database";
import type { Posting } from "./posting";

/** A case as it was once posted. */
export type StoredVersion = Posting & {
  readonly version: number;
  readonly suiteVersion: number;
  readonly contentHash: string;
  /** Every field as it was said. */
  readonly body: JsonObject;
};

/** All versions of a case, the latest first. */
export async function loadCaseVersions(
  db: Database,
  projectId: number,
  suite: string,
  caseId: string,
): Promise<StoredVersion[]> {
  const found = await db.evalCaseVersion.findMany({
    where: { projectId, suite, caseId },
    orderBy: { version: "desc" },
  });
  return found.map(({ version, suiteVersion, contentHash, body, postedAt, postedBy }) => ({
    ...{ version, suiteVersion, contentHash, postedAt, postedBy },
    // Kept as text, so that "the same again" can be told letter by letter.
    body: JSON.parse(z.string().parse(body)) as JsonObject,
  }));
}

/** An entry of the ledger, and whose it is. */
export type StoredReview = CaseReview & { readonly case: string };

/** What people did to the cases of a suite, or to one of them; the latest first. */
export async function loadCaseReviews(
  db: Database,
  projectId: number,
  suite: string,
  { caseId, limit }: { readonly caseId?: string; readonly limit: number },
): Promise<StoredReview[]> {
  const found = await db.evalCaseReview.findMany({
    where: { projectId, suite, ...(caseId === undefined ? {} : { caseId }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  return found.map((row) => ({
    case: row.caseId,
    action: z.enum(CASE_ACTIONS).parse(row.action),
    reason: row.reason,
    at: row.reviewedAt,
    by: row.reviewedBy,
  }));
}

/** What a posting changed in a suite. */
export type SuiteVersion = Posting & {
  readonly version: number;
  readonly added: readonly string[];
  /** Another input or expectation: results from before do not compare with those after. */
  readonly edited: readonly string[];
  /** The same question, with something else said about it. */
  readonly described: readonly string[];
};

/** The versions of a suite, the latest first. */
export async function loadSuiteVersions(
  db: Database,
  projectId: number,
  suite: string,
  { limit, skip = 0 }: { readonly limit: number; readonly skip?: number },
): Promise<SuiteVersion[]> {
  const { rows } = await poolOf(db).query<SuiteVersion>({
    text: `
      with page as (
        select distinct suite_version from eval_case_version
        where project_id = $1 and suite = $2
        order by suite_version desc offset $3 limit $4
      ), changed as (
        select v.suite_version, v.case_id, v.posted_at, v.posted_by,
          case when p.version is null then 'added'
               when p.content_hash <> v.content_hash then 'edited' else 'described' end what
        from eval_case_version v
        join page using (suite_version)
        left join eval_case_version p on p.project_id = v.project_id and p.suite = v.suite
          and p.case_id = v.case_id and p.version = v.version - 1
        where v.project_id = $1 and v.suite = $2
      )
      select suite_version "version", max(posted_at) "postedAt", max(posted_by) "postedBy",
        coalesce(array_agg(case_id order by case_id) filter (where what = 'added'), '{}') added,
        coalesce(array_agg(case_id order by case_id) filter (where what = 'edited'), '{}') edited,
        coalesce(array_agg(case_id order by case_id) filter (where what = 'described'), '{}')
          described
      from changed group by suite_version order by suite_version desc`,
    values: [projectId, suite, skip, limit],
  });
  return rows;
}
