import { noteDone } from "@/app/audited";
import { pageAnswer, takeListing } from "@/app/list-posted";
import { takePosting } from "@/app/take-posting";
import { changeBody } from "@/lib/analyses/tier-mix/intake";
import { route } from "@/lib/http/route";
import { listChanges, saveChange } from "@/lib/store/changes";
import { db } from "@/lib/store/db";

/** What was changed on purpose. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("changes", await listChanges(db, projectId, page));
});

/** Something that was changed on purpose, and may explain what telemetry shows. */
export const POST = route(async (request) => {
  const { projectId, posting, acting, body } = await takePosting(request, changeBody);
  const changed = await saveChange(db, projectId, body, posting);
  if (changed) await noteDone(acting, { action: "change.post", subject: body.title }, body);
  return { change: body, changed };
});
