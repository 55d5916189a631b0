import { requireKey } from "@/lib/auth/require-key";
import { config } from "@/lib/config";
import { readJson } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { EVER, parseTraceListParams } from "@/lib/http/trace-list-params";
import { takeNative } from "@/lib/ingest/take-native";
import { db } from "@/lib/store/db";
import { loadTracePage } from "@/lib/store/trace-list";

/** The list of traces, newest first, one page at a time. */
export const GET = route(async (request) => {
  const now = new Date();
  const { projectId } = await requireKey(db, request.headers, "read", now);
  const asked = parseTraceListParams(new URL(request.url).searchParams, EVER, now);
  const { rows, nextCursor, previousCursor } = await loadTracePage(db, projectId, asked);
  return { traces: rows, nextCursor, previousCursor };
});

/** Takes spans in our own JSON form. Safe to retry: a span already stored is left as it is. */
export const POST = route(async (request) => {
  const { projectId } = await requireKey(db, request.headers, "ingest", new Date());
  return takeNative(db, projectId, await readJson(request, config.ingestMaxBytes));
});
