import { noteDone } from "@/app/audited";
import { pageAnswer, takeListing } from "@/app/list-posted";
import { parsePathName, takePosting } from "@/app/take-posting";
import { evalCasesBody } from "@/lib/analyses/eval-staleness/intake";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listEvalCases, saveEvalCases } from "@/lib/store/eval-cases";

type Context = { params: Promise<{ suite: string }> };

/** The cases of a suite as they stand. */
export const GET = route(async (request, { params }: Context) => {
  const suite = parsePathName("suite", (await params).suite);
  const { projectId, page } = await takeListing(request);
  return pageAnswer("cases", await listEvalCases(db, projectId, suite, page));
});

/** Adds cases to a suite, or says something new of them; the others stay. */
export const PUT = route(async (request, { params }: Context) => {
  const suite = parsePathName("suite", (await params).suite);
  const { projectId, posting, acting, body } = await takePosting(request, evalCasesBody);
  const saved = await saveEvalCases(db, projectId, suite, body.cases, posting);
  const changed = saved.inserted + saved.updated > 0;
  if (changed) await noteDone(acting, { action: "eval-cases.save", subject: suite }, saved);
  return { suite, ...saved, changed };
});
