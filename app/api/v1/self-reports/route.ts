import { noteDone } from "@/app/audited";
import { flatWindow, pageAnswer, takeListing } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { selfReportBody } from "@/lib/analyses/tier-mix/intake";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listSelfReports, saveSelfReport } from "@/lib/store/self-reports";

/** What the application's own counters have claimed. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  const { rows, nextCursor } = await listSelfReports(db, projectId, page);
  return pageAnswer("selfReports", { rows: rows.map(flatWindow), nextCursor });
});

/** A counter's claim of one window, in place of an earlier one. */
export const POST = route(async (request) => {
  const { projectId, posting, acting, body } = await takePosting(request, selfReportBody);
  const changed = await saveSelfReport(db, projectId, body, posting);
  const subject = `${body.source} ${body.metric}`;
  if (changed) await noteDone(acting, { action: "self-report.post", subject }, flatWindow(body));
  return { selfReport: flatWindow(body), changed };
});
