import { flatWindow } from "@/app/list-posted";
import { requireReader } from "@/app/require-reader";
import { findAnalysis } from "@/lib/analyses";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

type Context = { params: Promise<{ slug: string }> };

/** Any analysis as JSON, with the parameters it understood. */
export const GET = route(async (request, context: Context) => {
  const now = new Date();
  const { projectId, search } = await requireReader(request, now);
  const { slug, run } = findAnalysis((await context.params).slug);
  const { params, report } = await run({ db, projectId, now }, search);
  return { analysis: slug, params: flatWindow(params), report };
});
