import { requireReader } from "@/app/require-reader";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadEvalSuites } from "@/lib/store/eval-suites";

/** The suites there are, and what they hold now. */
export const GET = route(async (request) => {
  const { projectId } = await requireReader(request, new Date());
  return { suites: await loadEvalSuites(db, projectId) };
});
