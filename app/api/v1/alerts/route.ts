import { requireReader } from "@/app/require-reader";
import { parseIngestParams } from "@/lib/http/ingest-params";
import { route } from "@/lib/http/route";
import { findEvaluation } from "@/lib/store/alert-evaluations";
import { listAlertEvents, listAlerts } from "@/lib/store/alerts";
import { db } from "@/lib/store/db";

/** How every alert stands, and what happened to them within a window, latest first. */
export const GET = route(async (request) => {
  const now = new Date();
  const { projectId, search } = await requireReader(request, now);
  const { window, limit } = parseIngestParams(search, now);
  const [alerts, events, evaluation] = await Promise.all([
    listAlerts(db, projectId, { all: true }),
    listAlertEvents(db, projectId, window.from, limit),
    findEvaluation(db, projectId),
  ]);
  return { alerts, events, evaluatedAt: evaluation?.evaluatedAt ?? null };
});
