import { noteDone } from "@/app/audited";
import { parsePathName, requirePoster } from "@/app/take-posting";
import { requireKey } from "@/lib/auth/require-key";
import type { Span } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadScores } from "@/lib/store/scores";
import { deleteTraces } from "@/lib/store/trace-deletion";
import { traceJson } from "@/lib/store/trace-json";
import { findTrace } from "@/lib/store/trace-row";
import { streamSpans } from "@/lib/store/trace-spans";

type Context = { params: Promise<{ traceId: string }> };

/** One trace with all of its spans, in order of start. `trace` is null until it has been derived. */
export const GET = route(async (request, { params }: Context) => {
  const { projectId } = await requireKey(db, request.headers, "read", new Date());
  const { traceId } = await params;
  const spans = streamSpans(db, projectId, traceId);
  const first = await spans.next();
  if (first.done) throw new AppError("not_found", `No trace ${traceId} in this project`);
  const [trace = null, scores] = await Promise.all([
    findTrace(db, projectId, traceId),
    loadScores(db, projectId, [traceId]),
  ]);
  return new Response(traceJson(trace, scores, startingWith(first.value, spans)), {
    headers: { "content-type": "application/json; charset=utf-8" },
  });
});

/** Removes a trace for good. */
export const DELETE = route(async (request, { params }: Context) => {
  const { projectId, acting } = await requirePoster(request, "admin");
  const traceId = parsePathName("traceId", (await params).traceId);
  const removed = await deleteTraces(db, projectId, [traceId], new Date());
  if (removed.spans === 0) throw new AppError("not_found", `No trace ${traceId} in this project`);
  await noteDone(acting, { action: "trace.delete", subject: traceId }, removed);
  return { deleted: traceId, spans: removed.spans };
});

async function* startingWith(first: Span, others: AsyncIterable<Span>): AsyncGenerator<Span> {
  yield first;
  yield* others;
}
