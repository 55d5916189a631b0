import type { TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import type { SelfReport as SelfReportRow } from "./generated/client";
import { type PostedPage, type PostedPageRequest, pageOf, pageQuery } from "./posted-page";
import type { Posting } from "./posting";

/** What the application's own counter claims of a window. */
export type SelfReport = {
  readonly source: string;
  readonly metric: string;
  readonly window: TimeWindow;
  readonly numerator: number;
  /** Null when the counter does not say out of how many. */
  readonly denominator: number | null;
};

export type PostedSelfReport = SelfReport & Posting & { readonly id: number };

/** Keeps a claim in place of an earlier one of the same window. Returns whether anything changed. */
export async function saveSelfReport(
  db: Database,
  projectId: number,
  { source, metric, window, numerator, denominator }: SelfReport,
  { postedAt, postedBy }: Posting,
): Promise<boolean> {
  const changed: unknown[] = await db.$queryRaw`
    insert into self_report
      (project_id, source, metric, from_at, to_at, numerator, denominator, posted_at, posted_by)
    values (${projectId}, ${source}, ${metric}, ${window.from}::timestamptz,
            ${window.to}::timestamptz, ${numerator}::float8, ${denominator}::float8,
            ${postedAt}::timestamptz, ${postedBy})
    on conflict (project_id, source, metric, from_at, to_at) do update
    set numerator = excluded.numerator, denominator = excluded.denominator,
        posted_at = excluded.posted_at, posted_by = excluded.posted_by
    where (self_report.numerator, self_report.denominator)
      is distinct from (excluded.numerator, excluded.denominator)
    returning id`;
  return changed.length > 0;
}

export async function listSelfReports(
  db: Database,
  projectId: number,
  request: PostedPageRequest,
): Promise<PostedPage<PostedSelfReport>> {
  const found = await db.selfReport.findMany(pageQuery(projectId, request));
  return pageOf(found, request, selfReportOf);
}

/** The claims whose window overlaps this one, by source, metric and time. */
export async function loadSelfReports(
  db: Database,
  projectId: number,
  { from, to }: TimeWindow,
): Promise<PostedSelfReport[]> {
  const found = await db.selfReport.findMany({
    where: { projectId, fromAt: { lt: to }, toAt: { gt: from } },
    orderBy: [{ source: "asc" }, { metric: "asc" }, { fromAt: "asc" }, { toAt: "asc" }],
  });
  return found.map(selfReportOf);
}

function selfReportOf(row: SelfReportRow): PostedSelfReport {
  const { projectId: _project, fromAt: from, toAt: to, ...said } = row;
  return { ...said, window: { from, to } };
}
