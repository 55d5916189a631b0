import { noteDone } from "@/app/audited";
import { pageAnswer, takeListing } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { branchesBody } from "@/lib/analyses/branch-coverage/intake";
import { route } from "@/lib/http/route";
import { listBranches, saveBranches } from "@/lib/store/branches";
import { db } from "@/lib/store/db";

/** The branches that somebody wrote down or confirmed. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("branches", await listBranches(db, projectId, page));
});

/** Writes branches down, each in place of the one of that id; others stay as they are. */
export const PUT = route(async (request) => {
  const { projectId, posting, acting, body } = await takePosting(request, branchesBody);
  const kept = await saveBranches(db, projectId, body.branches, posting);
  const changed = kept.inserted + kept.updated > 0;
  const subject = `${body.branches.length} branches`;
  if (changed) await noteDone(acting, { action: "branches.save", subject }, body.branches);
  return { branches: body.branches, changed, ...kept };
});
