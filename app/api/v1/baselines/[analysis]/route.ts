import { flatWindow } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { baselineBody } from "@/lib/analyses/tier-mix/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { insertBaseline } from "@/lib/store/baselines";
import { db } from "@/lib/store/db";

type Context = { params: Promise<{ analysis: string }> };

/** Analyses that compare with a frozen reference. */
const ANALYSES = ["tier-mix"];

/** Freezes the traffic of a window as the reference. */
export const PUT = route(async (request, { params }: Context) => {
  const { analysis } = await params;
  const { projectId, posting, body } = await takePosting(request, baselineBody);
  if (!ANALYSES.includes(analysis)) {
    throw new AppError("not_found", `No analysis "${analysis}" that compares with a reference`);
  }
  const baseline = { analysis, ...body };
  const changed = await insertBaseline(db, projectId, baseline, posting);
  return { baseline: flatWindow(baseline), changed };
});
