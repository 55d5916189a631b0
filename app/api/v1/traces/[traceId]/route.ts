import { requireKey } from "@/lib/auth/require-key";
import { durationMs } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { findTrace } from "@/lib/store/trace-row";
import { loadSpans } from "@/lib/store/trace-spans";

type Context = { params: Promise<{ traceId: string }> };

/** One trace with all of its spans, in order of start. `trace` is null until it has been derived. */
export const GET = route(async (request, { params }: Context) => {
  const { projectId } = await requireKey(db, request.headers, "read", new Date());
  const { traceId } = await params;
  const spans = await loadSpans(db, projectId, traceId);
  if (spans.length === 0) throw new AppError("not_found", `No trace ${traceId} in this project`);
  const trace = await findTrace(db, projectId, traceId);
  return {
    trace: trace ?? null,
    spans: spans.map((span) => ({ ...span, durationMs: durationMs(span) })),
  };
});
