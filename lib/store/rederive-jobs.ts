import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database, Transaction } from "./database";
import type { RederiveJob as RederiveJobRow } from "./generated/client";

/** History that is derived again, and how far that has come. */
export type RederiveJob = Omit<RederiveJobRow, "projectId">;

/** Asks for history to be derived again; the worker finds it. Null asks for all of it. */
export async function requestRederive(
  tx: Transaction,
  projectId: number,
  request: {
    readonly reason: string;
    /** By the traces' start. */
    readonly window: TimeWindow | null;
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
  return db.rederiveJob.findMany({
    where: { projectId },
    omit: { projectId: true },
    orderBy: { id: "desc" },
    take: SHOWN_JOBS,
  });
}
