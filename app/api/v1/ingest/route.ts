import { requireKey } from "@/lib/auth/require-key";
import { parseIngestParams } from "@/lib/http/ingest-params";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadDeriveLag } from "@/lib/store/derive-lag";
import { loadIngestHours } from "@/lib/store/ingest-ledger-hours";
import { loadIngestReasons, loadIngestTotals } from "@/lib/store/ingest-ledger-sums";
import { loadRedactionCounts } from "@/lib/store/redaction";

/** What arrived and what became of it: the whole window, and key by key, hour by hour. */
export const GET = route(async (request) => {
  const now = new Date();
  const { projectId } = await requireKey(db, request.headers, "read", now);
  const asked = parseIngestParams(new URL(request.url).searchParams, now);
  const [page, totals, reasons, derive, redacted] = await Promise.all([
    loadIngestHours(db, projectId, asked),
    loadIngestTotals(db, projectId, asked.window),
    loadIngestReasons(db, projectId, asked.window),
    loadDeriveLag(db, projectId),
    loadRedactionCounts(db, projectId, asked.window),
  ]);
  const { rows, nextCursor, previousCursor } = page;
  const cursors = { nextCursor, previousCursor };
  return { ...asked.window, totals, reasons, redacted, derive, hours: rows, ...cursors };
});
