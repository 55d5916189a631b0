import { requireProjectForRoute } from "@/app/require-project";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadScores } from "@/lib/store/scores";
import { traceJson } from "@/lib/store/trace-json";
import { findTrace } from "@/lib/store/trace-row";
import { streamSpans } from "@/lib/store/trace-spans";

type Context = RouteContext<"/[project]/traces/[traceId]/download">;

export const GET = route(async (_request, context: Context) => {
  const { project: slug, traceId: rawId } = await context.params;
  const project = await requireProjectForRoute(slug);
  const traceId = decodeURIComponent(rawId);
  const [trace, scores] = await Promise.all([
    findTrace(db, project.id, traceId),
    loadScores(db, project.id, [traceId]),
  ]);
  if (!trace) throw new AppError("not_found", "No such trace in this project.");
  const name = traceId.replace(/[^\w.-]/g, "_");
  return new Response(traceJson(trace, scores, streamSpans(db, project.id, traceId)), {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="trace-${name}.json"`,
    },
  });
});
