import { audited } from "@/app/audited";
import { routingRuleChange } from "@/app/posted-changes";
import { requireReader } from "@/app/require-reader";
import { parsePathName, takePosting } from "@/app/take-posting";
import { routingRuleBody } from "@/lib/analyses/tier-mix/intake";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { findRoutingRule, saveRoutingRule } from "@/lib/store/routing-rules";

type Context = { params: Promise<{ id: string }> };

/** One rule as it stands, with its reviews. */
export const GET = route(async (request, { params }: Context) => {
  const { projectId } = await requireReader(request, new Date());
  const id = parsePathName("id", (await params).id);
  const routingRule = await findRoutingRule(db, projectId, id);
  if (!routingRule) throw new AppError("not_found", `No routing rule "${id}"`);
  return { routingRule };
});

/** Declares a routing rule, in place of the one of that id. */
export const PUT = route(async (request, { params }: Context) => {
  const id = parsePathName("id", (await params).id);
  const { projectId, posting, acting, body } = await takePosting(request, routingRuleBody);
  const change = routingRuleChange(projectId, id, "save");
  const changed = await audited(acting, change, () =>
    saveRoutingRule(db, projectId, { id, ...body }, posting),
  );
  return { routingRule: await findRoutingRule(db, projectId, id), changed };
});
