import { audited } from "@/app/audited";
import { flatWindow, pageAnswer, takeListing } from "@/app/list-posted";
import { baselineChange } from "@/app/posted-changes";
import { takePosting } from "@/app/take-posting";
import { baselineBody } from "@/lib/analyses/tier-mix/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { insertBaseline, listBaselines } from "@/lib/store/baselines";
import { db } from "@/lib/store/db";

type Context = { params: Promise<{ analysis: string }> };

/** Analyses that compare with a frozen reference. */
const ANALYSES = ["tier-mix"];

/** @throws AppError `not_found` for any other */
function knownAnalysis(slug: string): string {
  if (ANALYSES.includes(slug)) return slug;
  throw new AppError("not_found", `No analysis "${slug}" that compares with a reference`);
}

/** The references of one analysis; the first of a feature is the one that counts. */
export const GET = route(async (request, { params }: Context) => {
  const { projectId, page } = await takeListing(request);
  const analysis = knownAnalysis((await params).analysis);
  const { rows, nextCursor } = await listBaselines(db, projectId, page, analysis);
  return pageAnswer("baselines", { rows: rows.map(flatWindow), nextCursor });
});

/** Freezes the traffic of a window as the reference. */
export const PUT = route(async (request, { params }: Context) => {
  const { projectId, posting, acting, body } = await takePosting(request, baselineBody);
  const analysis = knownAnalysis((await params).analysis);
  const baseline = { analysis, ...body };
  const change = baselineChange(projectId, analysis, body.feature);
  const changed = await audited(acting, change, () =>
    insertBaseline(db, projectId, baseline, posting),
  );
  return { baseline: flatWindow(baseline), changed };
});
