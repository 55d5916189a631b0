import { requireProjectForRoute } from "@/app/require-project";
import type { Analysis } from "@/lib/analyses/define-analysis";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { csvAnswer, type Table } from "./table-csv";

/** Every table of an analysis's page by name, each made of the report. */
export type Tables<Report> = Readonly<Record<string, (report: Report) => Table>>;

/**
 * One table of a page, asked for by the page's own parameters and `table`, as CSV.
 *
 * @throws AppError `invalid_input` naming a table that there is not, or a parameter that does not fit
 */
export async function exportTable<Params extends AnalysisScope, Report>(
  request: Request,
  projectSlug: string,
  analysis: Analysis<Params, Report>,
  tables: Tables<Report>,
): Promise<Response> {
  const project = await requireProjectForRoute(projectSlug);
  const search = new URL(request.url).searchParams;
  const name = search.get("table") ?? "";
  search.delete("table");
  const build = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (build === undefined) {
    const fault = `must be one of ${Object.keys(tables).join(", ")}`;
    throw new AppError("invalid_input", `table ${fault}`, { table: [fault] });
  }
  const { report } = await analysis.run({ db, projectId: project.id, now: new Date() }, search);
  return csvAnswer(build(report), `${project.slug}-${analysis.slug}-${name}.csv`);
}

/** Where a table of a page is to be had. */
export function tableHref(slug: string, analysis: string, search: string, name: string): string {
  const own = new URLSearchParams(search);
  own.set("table", name);
  return `/${slug}/${analysis}/export?${own}`;
}
