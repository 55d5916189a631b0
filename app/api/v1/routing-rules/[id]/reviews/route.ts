import { audited } from "@/app/audited";
import { routingRuleChange } from "@/app/posted-changes";
import { parsePathName, takePosting } from "@/app/take-posting";
import { routingRuleReviewBody } from "@/lib/analyses/tier-mix/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { findRoutingRule, insertRoutingRuleReview } from "@/lib/store/routing-rules";

type Context = { params: Promise<{ id: string }> };

/** Records that somebody looked at a rule again and gave it a new expiry. */
export const POST = route(async (request, { params }: Context) => {
  const id = parsePathName("id", (await params).id);
  const { projectId, posting, acting, body } = await takePosting(request, routingRuleReviewBody);
  const change = routingRuleChange(projectId, id, "review");
  const changed = await audited(acting, change, () =>
    insertRoutingRuleReview(db, projectId, id, body, posting.postedAt),
  );
  if (changed === null) throw new AppError("not_found", `No routing rule "${id}"`);
  return { routingRule: await findRoutingRule(db, projectId, id), changed };
});
