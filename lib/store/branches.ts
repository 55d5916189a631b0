import { z } from "zod";
import type { Detector } from "@/lib/domain/branches/detector";
import { BRANCH_STATUSES, type RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import type { Database, Transaction } from "./database";
import type { Branch as BranchRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";
import { requestRederive } from "./rederive-jobs";

export type PostedBranch = RegisteredBranch & Posting;

/** What a posting of branches did. */
export type BranchPosting = {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Number of the job that derives history by changed detectors; null when none changed. */
  readonly rederivation: number | null;
};

const MS_PER_DAY = 86_400_000;
/** How far back a changed detector looks: as far as eval hits are counted. */
const REDERIVED_DAYS = 90;

/**
 * Keeps branches, each in place of the one of that id. How a branch's conditional read before stays
 * known, so that it is found again in earlier versions of its prompt.
 */
export async function saveBranches(
  db: Database,
  projectId: number,
  branches: readonly RegisteredBranch[],
  posting: Posting,
): Promise<BranchPosting> {
  return db.$transaction(
    async (tx) => {
      await lockPosting(tx, "branch", projectId);
      const ids = branches.map(({ id }) => id);
      const found = await tx.branch.findMany({ where: { projectId, branchId: { in: ids } } });
      const known = new Map(found.map((row) => [row.branchId, branchOf(row)]));
      const changed = branches
        .map((branch) => withHistory(branch, known.get(branch.id)))
        .filter((branch) => !isSame(branch, known.get(branch.id)));
      await writeBranches(tx, projectId, changed, posting);
      const isWatchedAnew = changed.some((branch) => isDetectedElse(branch, known.get(branch.id)));
      const updated = changed.filter(({ id }) => known.has(id)).length;
      return {
        inserted: changed.length - updated,
        updated,
        unchanged: branches.length - changed.length,
        rederivation: isWatchedAnew ? await rederive(tx, projectId, posting) : null,
      };
    },
    { timeout: 60_000 },
  );
}

function withHistory(branch: RegisteredBranch, known: RegisteredBranch | undefined) {
  const identities = [...new Set([...branch.identities, ...(known?.identities ?? [])])];
  return { ...branch, identities };
}

const comparable = ({ identities, expiresAt, ...said }: RegisteredBranch) =>
  JSON.stringify([
    [...identities].sort(),
    expiresAt?.getTime() ?? null,
    ...Object.entries({ ...said, detect: sortedDetector(said.detect) }).sort(),
  ]);

const sortedDetector = (detect: Detector | null) => detect && Object.entries(detect).sort();

function isSame(branch: RegisteredBranch, known: PostedBranch | undefined): boolean {
  if (!known) return false;
  const { postedAt: _at, postedBy: _by, ...said } = known;
  return comparable(branch) === comparable(said);
}

/** Whether traces have to be looked at again for it. */
function isDetectedElse(branch: RegisteredBranch, known: RegisteredBranch | undefined): boolean {
  const watch = (one: RegisteredBranch | undefined) =>
    one?.detect && one.status !== "retired"
      ? JSON.stringify([one.point, one.branch, one.prompt, sortedDetector(one.detect)])
      : null;
  return watch(branch) !== watch(known);
}

async function rederive(tx: Transaction, projectId: number, { postedAt, postedBy }: Posting) {
  return requestRederive(tx, projectId, {
    reason: "Detectors of branches changed",
    window: { from: new Date(postedAt.getTime() - REDERIVED_DAYS * MS_PER_DAY), to: null },
    requestedAt: postedAt,
    requestedBy: postedBy,
  });
}

async function writeBranches(
  tx: Transaction,
  projectId: number,
  branches: readonly RegisteredBranch[],
  { postedAt, postedBy }: Posting,
): Promise<void> {
  if (branches.length === 0) return;
  const rows = branches.map(({ id, promptVersion, expiresAt, ...said }) => ({
    ...said,
    branch_id: id,
    prompt_version: promptVersion,
    expires_at: expiresAt,
  }));
  await tx.$executeRaw`
    insert into branch
      (project_id, branch_id, point, branch, label, condition, identities, prompt, prompt_version,
       severity, owner, status, reason, expires_at, detect, posted_at, posted_by)
    select ${projectId}, r.branch_id, r.point, r.branch, r.label, r.condition, r.identities, r.prompt,
      r.prompt_version, r.severity, r.owner, r.status, r.reason, r.expires_at,
      nullif(r.detect, 'null'), ${postedAt}::timestamptz, ${postedBy}
    from jsonb_populate_recordset(null::branch, ${JSON.stringify(rows)}::jsonb) r
    on conflict (project_id, branch_id) do update
    set point = excluded.point, branch = excluded.branch, label = excluded.label,
      condition = excluded.condition, identities = excluded.identities, prompt = excluded.prompt,
      prompt_version = excluded.prompt_version, severity = excluded.severity,
      owner = excluded.owner, status = excluded.status, reason = excluded.reason,
      expires_at = excluded.expires_at, detect = excluded.detect,
      posted_at = excluded.posted_at, posted_by = excluded.posted_by`;
}

/** Every branch that was posted, the latest first. */
export async function listBranches(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedBranch>> {
  const found = await db.branch.findMany(pageQuery(projectId, request));
  return pageOf(found, request, branchOf);
}

/** The branches of a project, retired ones too; by id. */
export async function loadBranches(db: Database, projectId: number): Promise<PostedBranch[]> {
  const found = await db.branch.findMany({ where: { projectId }, orderBy: { branchId: "asc" } });
  return found.map(branchOf);
}

export async function findBranch(
  db: Database,
  projectId: number,
  id: string,
): Promise<PostedBranch | undefined> {
  const found = await db.branch.findUnique({
    where: { projectId_branchId: { projectId, branchId: id } },
  });
  return found ? branchOf(found) : undefined;
}

/** The branches that detectors look for, by id. */
export async function loadWatchedBranches(db: Database, projectId: number) {
  const found = await db.$queryRaw<
    Pick<RegisteredBranch, "point" | "branch" | "prompt" | "detect">[]
  >`
    select point, branch, prompt, detect from branch
    where project_id = ${projectId} and status <> 'retired' and detect is not null
    order by branch_id`;
  return found.flatMap(({ detect, ...branch }) =>
    detect === null ? [] : { ...branch, detect: storedDetector.parse(detect) },
  );
}

const status = z.enum(BRANCH_STATUSES);

// What stands in the column was checked when it was posted.
const storedDetector = z.custom<Detector>((value) => typeof value === "object" && value !== null);

function branchOf({ id: _id, projectId: _project, branchId, ...row }: BranchRow): PostedBranch {
  return {
    ...row,
    id: branchId,
    status: status.parse(row.status),
    detect: row.detect === null ? null : storedDetector.parse(row.detect),
  };
}
