import { z } from "zod";
import { noteDone } from "@/app/audited";
import { pageAnswer, takeListing } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { maybe, proseField } from "@/lib/analyses/intake-fields";
import { route } from "@/lib/http/route";
import { isoTime } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import { findRederiveJob, listRederiveJobs, requestRederive } from "@/lib/store/rederive-jobs";

const rederiveBody = z
  .strictObject({
    from: maybe(isoTime),
    to: maybe(isoTime),
    reason: maybe(proseField),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
    path: ["to"],
    message: "must be after from",
  });

/** What was derived again, or is at it, the latest first. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("jobs", await listRederiveJobs(db, projectId, page));
});

/** Asks for the traces of a window, or for all, to be derived again. */
export const POST = route(async (request) => {
  const { projectId, posting, acting, body } = await takePosting(request, rederiveBody, "admin");
  const { from, to, reason } = body;
  const id = await requestRederive(db, projectId, {
    reason: reason ?? "Asked for",
    window: { from, to },
    requestedAt: posting.postedAt,
    requestedBy: posting.postedBy,
  });
  await noteDone(acting, { action: "rederive.request", subject: String(id) }, body);
  const job = await findRederiveJob(db, projectId, id);
  const headers = { location: `/api/v1/rederive/${id}` };
  return Response.json({ job }, { status: 202, headers });
});
