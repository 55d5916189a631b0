import { branchCoverage } from "@/lib/analyses/branch-coverage";
import { route } from "@/lib/http/route";
import { exportTable } from "../../export-table";
import { BRANCH_COVERAGE_TABLES } from "../tables";

/** One table of the page as CSV. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/branch-coverage/export">) =>
    exportTable(request, (await params).project, branchCoverage, BRANCH_COVERAGE_TABLES),
);
