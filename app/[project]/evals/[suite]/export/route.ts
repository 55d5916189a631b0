import { requireProjectForRoute } from "@/app/require-project";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { csvAnswer } from "../../../(analyses)/table-csv";
import { SUITE_TABLES } from "./suite-tables";

/** One table of a suite as CSV, asked for by its name and the page's own parameters. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/evals/[suite]/export">) => {
    const given = await params;
    const project = await requireProjectForRoute(given.project);
    const { suite } = given;
    const search = new URL(request.url).searchParams;
    const name = search.get("table") ?? "";
    const load = Object.hasOwn(SUITE_TABLES, name) ? SUITE_TABLES[name] : undefined;
    if (load === undefined) {
      const fault = `must be one of ${Object.keys(SUITE_TABLES).join(", ")}`;
      throw new AppError("invalid_input", `table ${fault}`, { table: [fault] });
    }
    const file = `${project.slug}-${suite.replaceAll(/[^\w.-]+/g, "_")}-${name}.csv`;
    return csvAnswer(await load({ projectId: project.id, suite, search }), file);
  },
);
