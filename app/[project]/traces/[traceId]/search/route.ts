import { z } from "zod";
import { requireProjectForRoute } from "@/app/require-project";
import { route } from "@/lib/http/route";
import { parseInput } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import { searchSpansOfTrace } from "@/lib/store/trace-search";

const searchParams = z.object({ q: z.string().max(500) });

type Context = RouteContext<"/[project]/traces/[traceId]/search">;

export const GET = route(async (request, context: Context) => {
  const { project: slug, traceId } = await context.params;
  const project = await requireProjectForRoute(slug);
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const { q } = parseInput(searchParams, asked);
  return searchSpansOfTrace(db, project.id, decodeURIComponent(traceId), q);
});
