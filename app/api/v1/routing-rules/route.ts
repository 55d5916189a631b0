import { pageAnswer, takeListing } from "@/app/list-posted";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { listRoutingRules } from "@/lib/store/routing-rules";

/** Every routing rule with its reviews. */
export const GET = route(async (request) => {
  const { projectId, page } = await takeListing(request);
  return pageAnswer("routingRules", await listRoutingRules(db, projectId, page));
});
