import { tierMix } from "@/lib/analyses/tier-mix";
import { route } from "@/lib/http/route";
import { exportTable } from "../../export-table";
import { TIER_MIX_TABLES } from "../tables";

/** One table of the page as CSV. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/tier-mix/export">) =>
    exportTable(request, (await params).project, tierMix, TIER_MIX_TABLES),
);
