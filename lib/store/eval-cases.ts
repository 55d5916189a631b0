import { z } from "zod";
import type { CaseReview, EvalCase, StoredCase } from "@/lib/domain/evals/eval-case";
import type { Json } from "@/lib/domain/span";
import { contentHash } from "./content-reference";
import type { Database, Transaction } from "./database";
import type { EvalCase as CaseRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";

/** What a posting of cases did. */
export type CasePosting = {
  readonly suiteVersion: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
};

/**
 * Keeps cases of a suite, which is made when there is none of that name. A case that says something
 * new gets a new version, all versions are kept, and cases that are not posted stay as they are.
 *
 * @param status of those that are new
 */
export async function saveEvalCases(
  db: Database,
  projectId: number,
  suite: string,
  cases: readonly EvalCase[],
  posting: Posting,
  status: "active" | "draft" = "active",
): Promise<CasePosting> {
  return db.$transaction(
    async (tx) => {
      await lockPosting(tx, "eval_suite", projectId, suite);
      const known = await currentVersions(tx, projectId, suite, cases);
      const changed = cases.flatMap((posted) => nextVersion(posted, known.get(posted.id), posting));
      const suiteVersion = await touchSuite(tx, projectId, suite, changed.length > 0, posting);
      await writeCases(tx, { projectId, suite, suiteVersion, status }, changed, posting);
      const updated = changed.filter((next) => next.version > 1).length;
      return {
        suiteVersion,
        inserted: changed.length - updated,
        updated,
        unchanged: cases.length - changed.length,
      };
    },
    { timeout: 60_000 },
  );
}

type KnownVersion = {
  readonly version: number;
  readonly contentHash: string;
  readonly createdAt: Date;
  readonly editedAt: Date;
  /** What was posted, as text. */
  readonly body: string;
};

type NextVersion = KnownVersion & { readonly posted: EvalCase };

async function currentVersions(
  tx: Transaction,
  projectId: number,
  suite: string,
  cases: readonly EvalCase[],
): Promise<ReadonlyMap<string, KnownVersion>> {
  const rows = await tx.$queryRaw<(KnownVersion & { caseId: string })[]>`
    select c.case_id "caseId", c.version, c.content_hash "contentHash", c.created_at "createdAt",
      c.edited_at "editedAt", v.body #>> '{}' body
    from eval_case c join eval_case_version v using (project_id, suite, case_id, version)
    where c.project_id = ${projectId} and c.suite = ${suite}
      and c.case_id = any(${cases.map((posted) => posted.id)}::text[])`;
  return new Map(rows.map(({ caseId, ...row }) => [caseId, row]));
}

/** Empty when the case says what it said before. */
function nextVersion(
  posted: EvalCase,
  known: KnownVersion | undefined,
  { postedAt }: Posting,
): NextVersion[] {
  const body = JSON.stringify(posted);
  if (known?.body === body) return [];
  const hash = contentHash(JSON.stringify([posted.input, posted.expected]));
  const createdAt = posted.createdAt ?? known?.createdAt ?? postedAt;
  const version = (known?.version ?? 0) + 1;
  const editedAt = known ? editedAtOf(known, hash, createdAt, postedAt) : createdAt;
  return [{ posted, body, version, contentHash: hash, createdAt, editedAt }];
}

/** A case that was never edited is as old as people say it is, also when they say it anew. */
function editedAtOf(known: KnownVersion, hash: string, createdAt: Date, postedAt: Date): Date {
  if (known.contentHash !== hash) return postedAt;
  const wasEdited = known.editedAt.getTime() !== known.createdAt.getTime();
  return wasEdited ? known.editedAt : createdAt;
}

async function touchSuite(
  tx: Transaction,
  projectId: number,
  suite: string,
  isChanged: boolean,
  { postedAt, postedBy }: Posting,
): Promise<number> {
  const known = await tx.evalSuite.findUnique({
    where: { projectId_name: { projectId, name: suite } },
  });
  if (known && !isChanged) return known.version;
  const version = (known?.version ?? 0) + 1;
  await tx.evalSuite.upsert({
    where: { projectId_name: { projectId, name: suite } },
    create: { projectId, name: suite, version, createdAt: postedAt, postedAt, postedBy },
    update: { version, postedAt, postedBy },
  });
  return version;
}

type Target = {
  readonly projectId: number;
  readonly suite: string;
  readonly suiteVersion: number;
  readonly status: string;
};

async function writeCases(
  tx: Transaction,
  { projectId, suite, suiteVersion, status }: Target,
  changed: readonly NextVersion[],
  { postedAt, postedBy }: Posting,
): Promise<void> {
  if (changed.length === 0) return;
  const rows = JSON.stringify(
    changed.map(({ posted, ...next }) => ({ ...next, case: caseColumns(posted) })),
  );
  await tx.$executeRaw`
    insert into eval_case_version
      (project_id, suite, case_id, version, suite_version, content_hash, body, posted_at, posted_by)
    select ${projectId}, ${suite}, row -> 'case' ->> 'case_id', (row ->> 'version')::int,
      ${suiteVersion}::int, row ->> 'contentHash', row -> 'body', ${postedAt}::timestamptz, ${postedBy}
    from jsonb_array_elements(${rows}::jsonb) row`;
  await tx.$executeRaw`
    insert into eval_case
      (project_id, suite, case_id, version, content_hash, input, expected, intent, tags, created_at,
       edited_at, curator, source_trace_id, last_verified_at, verified_by, depends_on, branches,
       status, posted_at, posted_by)
    select ${projectId}, ${suite}, c.case_id, (row ->> 'version')::int, row ->> 'contentHash',
      coalesce(c.input, 'null'), coalesce(c.expected, 'null'), c.intent, c.tags,
      (row ->> 'createdAt')::timestamptz, (row ->> 'editedAt')::timestamptz, c.curator,
      c.source_trace_id, c.last_verified_at, c.verified_by, c.depends_on, c.branches, ${status},
      ${postedAt}::timestamptz, ${postedBy}
    from jsonb_array_elements(${rows}::jsonb) row,
      jsonb_populate_record(null::eval_case, row -> 'case') c
    on conflict (project_id, suite, case_id) do update
    set version = excluded.version, content_hash = excluded.content_hash, input = excluded.input,
      expected = excluded.expected, intent = excluded.intent, tags = excluded.tags,
      created_at = excluded.created_at, edited_at = excluded.edited_at, curator = excluded.curator,
      source_trace_id = excluded.source_trace_id, last_verified_at = excluded.last_verified_at,
      verified_by = excluded.verified_by, depends_on = excluded.depends_on,
      branches = excluded.branches, posted_at = excluded.posted_at, posted_by = excluded.posted_by`;
}

function caseColumns({ id, ...posted }: EvalCase) {
  return {
    case_id: id,
    input: posted.input,
    expected: posted.expected,
    intent: posted.intent,
    tags: posted.tags,
    curator: posted.curator,
    source_trace_id: posted.sourceTraceId,
    last_verified_at: posted.lastVerifiedAt,
    verified_by: posted.verifiedBy,
    depends_on: posted.dependsOn,
    branches: posted.branches,
  };
}

/**
 * Records in the ledger what somebody did to a case, and does it.
 *
 * @returns false when there is no such case
 */
export async function reviewEvalCase(
  db: Database,
  projectId: number,
  { suite, id }: { readonly suite: string; readonly id: string },
  { action, reason, at, by }: CaseReview,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await lockPosting(tx, "eval_suite", projectId, suite);
    const found = await tx.evalCase.updateMany({
      where: { projectId, suite, caseId: id },
      data: {
        ...(action === "retire" ? { status: "retired" } : {}),
        ...(action === "restore" || action === "accept" ? { status: "active" } : {}),
        // Whoever accepts a draft has looked at it; promoting only takes it in.
        ...(action === "verify" || action === "accept"
          ? { lastVerifiedAt: at, verifiedBy: by }
          : {}),
      },
    });
    if (found.count === 0) return false;
    await tx.evalCaseReview.create({
      data: { projectId, suite, caseId: id, action, reason, reviewedAt: at, reviewedBy: by },
    });
    return true;
  });
}

/** The cases of a suite as they stand, the latest posted first. */
export async function listEvalCases(
  db: Database,
  projectId: number,
  suite: string,
  request: PostedPageRequest,
): Promise<PostedPage<StoredCase>> {
  const { where, ...page } = pageQuery(projectId, request);
  const found = await db.evalCase.findMany({ where: { ...where, suite }, ...page });
  return pageOf(found, request, storedCaseOf);
}

/** Every case of a project as it stands, or of one suite; by suite and id. */
export async function loadEvalCases(
  db: Database,
  projectId: number,
  suite?: string,
): Promise<StoredCase[]> {
  const found = await db.evalCase.findMany({
    where: { projectId, ...(suite === undefined ? {} : { suite }) },
    orderBy: [{ suite: "asc" }, { caseId: "asc" }],
  });
  return found.map(storedCaseOf);
}

/** Some cases of a suite, by id; those there are not are left out. */
export async function loadCasesById(
  db: Database,
  projectId: number,
  suite: string,
  ids: readonly string[],
): Promise<StoredCase[]> {
  const found = await db.evalCase.findMany({
    where: { projectId, suite, caseId: { in: [...ids] } },
    orderBy: { caseId: "asc" },
  });
  return found.map(storedCaseOf);
}

export async function findEvalCase(
  db: Database,
  projectId: number,
  suite: string,
  caseId: string,
): Promise<StoredCase | undefined> {
  const found = await db.evalCase.findUnique({
    where: { projectId_suite_caseId: { projectId, suite, caseId } },
  });
  return found ? storedCaseOf(found) : undefined;
}

const dependencies = z.object({
  corpus: z.string().optional(),
  tools: z.record(z.string(), z.string()).optional(),
  policy: z.string().optional(),
  prompt: z.string().optional(),
});
const caseStatus = z.enum(["active", "draft", "retired"]);

function storedCaseOf(row: CaseRow): StoredCase {
  const { id: _id, projectId: _project, caseId, ...said } = row;
  return {
    ...said,
    id: caseId,
    input: row.input as Json,
    expected: row.expected as Json,
    dependsOn: dependencies.parse(row.dependsOn),
    status: caseStatus.parse(row.status),
  };
}
