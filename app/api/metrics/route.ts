import { requireKey } from "@/lib/auth/require-key";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadDeriveLag } from "@/lib/store/derive-lag";
import { loadIngestTotals } from "@/lib/store/ingest-ledger-sums";
import { processMetrics } from "./process-metrics";
import { projectMetrics } from "./project-metrics";
import { formatMetrics } from "./prometheus-text";

/** For Prometheus: the key's project, and the process that answers. */
export const GET = route(async (request) => {
  const { projectId, projectSlug } = await requireKey(db, request.headers, "read", new Date());
  const [counts, lag] = await Promise.all([
    loadIngestTotals(db, projectId),
    loadDeriveLag(db, projectId),
  ]);
  const metrics = [...projectMetrics(projectSlug, counts, lag), ...processMetrics()];
  return new Response(formatMetrics(metrics), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  });
});
