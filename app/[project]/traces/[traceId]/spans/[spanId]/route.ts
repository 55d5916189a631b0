import { requireProjectForRoute } from "@/app/require-project";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { findSpan } from "@/lib/store/trace-spans";
import { prepareSpan } from "../../details/prepare-span";

type Context = RouteContext<"/[project]/traces/[traceId]/spans/[spanId]">;

export const GET = route(async (_request, context: Context) => {
  const { project: slug, traceId, spanId } = await context.params;
  const project = await requireProjectForRoute(slug);
  const span = await findSpan(
    db,
    project.id,
    decodeURIComponent(traceId),
    decodeURIComponent(spanId),
  );
  if (!span) throw new AppError("not_found", "No such span in this trace.");
  return prepareSpan(span);
});
