import { requireReader } from "@/app/require-reader";
import { findAnalysis } from "@/lib/analyses";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

type Context = { params: Promise<{ slug: string }> };

/** Whether a release may go on, by any analysis. */
export const GET = route(async (request, context: Context) => {
  const now = new Date();
  const { projectId, search } = await requireReader(request, now);
  const { slug, runGate } = findAnalysis((await context.params).slug);
  return { analysis: slug, ...(await runGate({ db, projectId, now }, search)) };
});
