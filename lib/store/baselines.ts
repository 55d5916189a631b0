import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import type { Baseline as BaselineRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import { lockPosting, type Posting } from "./posting";

/** A window whose traffic somebody approved as the reference. */
export type Baseline = {
  /** Slug of the analysis that compares with it. */
  readonly analysis: string;
  /** Null: all of the project's traffic. */
  readonly feature: string | null;
  readonly window: TimeWindow;
  readonly reason: string;
  readonly approvedBy: string;
};

export type PostedBaseline = Baseline & Posting;

/**
 * Freezes a reference. Earlier ones stay on record; the latest of a feature counts. Returns false
 * when the latest already says the same.
 */
export async function insertBaseline(
  db: Database,
  projectId: number,
  { analysis, feature, window, reason, approvedBy }: Baseline,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await lockPosting(tx, "baseline", projectId, analysis, feature);
    const latest = await tx.baseline.findFirst({
      where: { projectId, analysis, feature },
      orderBy: { id: "desc" },
    });
    const isSame =
      latest?.fromAt.getTime() === window.from.getTime() &&
      latest.toAt.getTime() === window.to.getTime() &&
      latest.reason === reason &&
      latest.approvedBy === approvedBy;
    if (isSame) return false;
    await tx.baseline.create({
      data: {
        projectId,
        analysis,
        feature,
        fromAt: window.from,
        toAt: window.to,
        reason,
        approvedBy,
        postedAt,
        postedBy,
      },
    });
    return true;
  });
}

/** Every reference that was ever frozen, of one analysis when it is named. */
export async function listBaselines(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
  analysis?: string,
): Promise<PostedPage<PostedBaseline>> {
  const { where, ...page } = pageQuery(projectId, request);
  const found = await db.baseline.findMany({
    where: { ...where, ...(analysis === undefined ? {} : { analysis }) },
    ...page,
  });
  return pageOf(found, request, baselineOf);
}

/** The reference that counts for a feature: its own, else the project's. */
export async function findBaseline(
  db: Database,
  projectId: number,
  analysis: string,
  feature: string | null,
): Promise<PostedBaseline | undefined> {
  const latest = (of: string | null) =>
    db.baseline.findFirst({
      where: { projectId, analysis, feature: of },
      orderBy: { id: "desc" },
    });
  const found = (feature === null ? null : await latest(feature)) ?? (await latest(null));
  return found ? baselineOf(found) : undefined;
}

function baselineOf(row: BaselineRow): PostedBaseline {
  const { analysis, feature, reason, approvedBy, postedAt, postedBy } = row;
  const window = { from: row.fromAt, to: row.toAt };
  return { analysis, feature, window, reason, approvedBy, postedAt, postedBy };
}
