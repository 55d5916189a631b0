import { evalStaleness } from "@/lib/analyses/eval-staleness";
import { route } from "@/lib/http/route";
import { exportTable } from "../../export-table";
import { STALENESS_TABLES } from "../tables";

/** One table of the page as CSV. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/eval-staleness/export">) =>
    exportTable(request, (await params).project, evalStaleness, STALENESS_TABLES),
);
