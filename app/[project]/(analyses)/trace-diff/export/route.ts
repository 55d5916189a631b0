import { requireProjectForRoute } from "@/app/require-project";
import { traceDiff } from "@/lib/analyses/trace-diff";
import type { Comparison, PairComparison } from "@/lib/analyses/trace-diff/report-comparison";
import { formatDiffMarkdown, formatDiffText } from "@/lib/analyses/trace-diff/report-text";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

const TEXTS = {
  md: { type: "text/markdown", format: formatDiffMarkdown },
  text: { type: "text/plain", format: formatDiffText },
} as const;

/** The comparison of the page's own parameters as a file. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/trace-diff/export">) => {
    const project = await requireProjectForRoute((await params).project);
    const search = new URL(request.url).searchParams;
    const format = search.get("format") ?? "json";
    search.delete("format");
    const { report } = await traceDiff.run({ db, projectId: project.id, now: new Date() }, search);
    const { type, text } = fileOf(report, format);
    const extension = format === "text" ? "txt" : format;
    return new Response(text, {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-disposition": `attachment; filename="${project.slug}-trace-diff.${extension}"`,
        "cache-control": "no-store",
      },
    });
  },
);

function fileOf(report: Comparison, format: string): { type: string; text: string } {
  if (format === "json") return { type: "application/json", text: JSON.stringify(report, null, 2) };
  if (format !== "md" && format !== "text") throw fault("format", "must be json, md or text");
  const { type, format: write } = TEXTS[format];
  return { type, text: write(requirePair(report)) };
}

function requirePair(report: Comparison): PairComparison {
  if (report.kind !== "pair") throw fault("a", "only two traces can be written as text");
  return report;
}

function fault(name: string, message: string): AppError {
  return new AppError("invalid_input", `${name} ${message}`, { [name]: [message] });
}
