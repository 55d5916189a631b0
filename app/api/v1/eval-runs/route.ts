import { pageAnswer, takeListing } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { evalRunBody } from "@/lib/analyses/eval-staleness/intake";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listEvalRuns, saveEvalRun } from "@/lib/store/eval-runs";

/** The runs that were posted, of all suites. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("runs", await listEvalRuns(db, projectId, page));
});

/** A run with its results; each attempt is kept. */
export const POST = route(async (request) => {
  const { projectId, posting, body } = await takePosting(request, evalRunBody, "write");
  const saved = await saveEvalRun(db, projectId, body, posting);
  const { suite, run } = body;
  return { suite, run, ...saved, changed: saved.inserted + saved.updated > 0 };
});
