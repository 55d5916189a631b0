import { requireProjectForRoute } from "@/app/require-project";
import { tierMix } from "@/lib/analyses/tier-mix";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { tableCsv } from "../table-csv";
import { TIER_MIX_TABLES } from "../tables";

/** One table of the page, asked for by the page's own parameters and its name, as CSV. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/tier-mix/export">) => {
    const project = await requireProjectForRoute((await params).project);
    const search = new URL(request.url).searchParams;
    const name = search.get("table") ?? "";
    search.delete("table");
    const build = Object.hasOwn(TIER_MIX_TABLES, name) ? TIER_MIX_TABLES[name] : undefined;
    if (build === undefined) {
      const fault = `must be one of ${Object.keys(TIER_MIX_TABLES).join(", ")}`;
      throw new AppError("invalid_input", `table ${fault}`, { table: [fault] });
    }
    const { report } = await tierMix.run({ db, projectId: project.id, now: new Date() }, search);
    return new Response(tableCsv(build(report)), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${project.slug}-tier-mix-${name}.csv"`,
        "cache-control": "no-store",
      },
    });
  },
);
