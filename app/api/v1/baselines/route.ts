import { flatWindow, pageAnswer, takeListing } from "@/app/list-posted";
import { route } from "@/lib/http/route";
import { listBaselines } from "@/lib/store/baselines";
import { db } from "@/lib/store/db";

/** Every reference that was frozen; the first of an analysis and feature is the one that counts. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  const { rows, nextCursor } = await listBaselines(db, projectId, page);
  return pageAnswer("baselines", { rows: rows.map(flatWindow), nextCursor });
});
