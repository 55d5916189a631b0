import type { Database, Transaction } from "./database";
import type { RederiveJob as RederiveJobRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";

/** History that is derived again, and how far that has come; `done` and `total` are traces. */
export type RederiveJob = Omit<RederiveJobRow, "projectId" | "cursorAt" | "cursorTrace" | "fedAt">;

/** How a job remembers its place is the worker's business. */
const NOT_SHOWN = { projectId: true, cursorAt: true, cursorTrace: true, fedAt: true } as const;

/** Asks for history to be derived again; the worker finds it. Null asks for all of it. */
export async function requestRederive(
  tx: Transaction | Database,
  projectId: number,
  request: {
    readonly reason: string;
    /** By the traces' start; an end that is null is open. */
    readonly window: { readonly from: Date | null; readonly to: Date | null } | null;
    readonly requestedAt: Date;
    readonly requestedBy: string;
  },
): Promise<number> {
  const { reason, window, requestedAt, requestedBy } = request;
  const { id } = await tx.rederiveJob.create({
    data: {
      projectId,
      reason,
      fromAt: window?.from ?? null,
      toAt: window?.to ?? null,
      requestedAt,
      requestedBy,
    },
  });
  return id;
}

const SHOWN_JOBS = 20;

/** A project's latest jobs, newest first. */
export async function loadRederiveJobs(db: Database, projectId: number): Promise<RederiveJob[]> {
  const { rows } = await listRederiveJobs(db, projectId, { cursor: null, limit: SHOWN_JOBS });
  return [...rows];
}

/** Every job there was, newest first. */
export async function listRederiveJobs(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<RederiveJob>> {
  const found = await db.rederiveJob.findMany({
    ...pageQuery(projectId, request),
    omit: NOT_SHOWN,
  });
  return pageOf(found, request, (job) => job);
}

/** A job of a project; undefined when there is none of that number. */
export async function findRederiveJob(
  db: Database,
  projectId: number,
  id: number,
): Promise<RederiveJob | undefined> {
  const found = await db.rederiveJob.findFirst({ where: { projectId, id }, omit: NOT_SHOWN });
  return found ?? undefined;
}
