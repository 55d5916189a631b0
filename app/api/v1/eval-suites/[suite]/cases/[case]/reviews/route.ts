import { noteDone } from "@/app/audited";
import { parsePathName, takePosting } from "@/app/take-posting";
import { caseReviewBody } from "@/lib/analyses/eval-staleness/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { reviewEvalCase } from "@/lib/store/eval-cases";

type Context = { params: Promise<{ suite: string; case: string }> };

/** Somebody verified, accepted, retired or restored a case; it goes into the ledger. */
export const POST = route(async (request, { params }: Context) => {
  const given = await params;
  const suite = parsePathName("suite", given.suite);
  const id = parsePathName("case", given.case);
  const { projectId, posting, acting, body } = await takePosting(request, caseReviewBody);
  const review = { ...body, at: posting.postedAt };
  if (!(await reviewEvalCase(db, projectId, { suite, id }, review))) {
    throw new AppError("not_found", `No case "${id}" in the suite "${suite}"`);
  }
  await noteDone(acting, { action: "eval-case.review", subject: `${suite} ${id}` }, review);
  return { suite, case: id, review };
});
