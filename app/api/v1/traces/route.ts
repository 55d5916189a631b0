import { inApp } from "@/app/ingest-in-app";
import { requireKey } from "@/lib/auth/require-key";
import { route } from "@/lib/http/route";
import { EVER, parseTraceListParams } from "@/lib/http/trace-list-params";
import { db } from "@/lib/store/db";
import { loadTracePage, withScores } from "@/lib/store/trace-list";
import { takeNativeExport } from "./take-native-export";

/** The list of traces, newest first, one page at a time. */
export const GET = route(async (request) => {
  const now = new Date();
  const { projectId } = await requireKey(db, request.headers, "read", now);
  const asked = parseTraceListParams(new URL(request.url).searchParams, EVER, now);
  const { rows, nextCursor, previousCursor } = await loadTracePage(db, projectId, asked);
  const traces = asked.withScores ? await withScores(db, projectId, rows) : rows;
  return { traces, nextCursor, previousCursor };
});

/** Spans in our own JSON form. */
export const POST = (request: Request) => takeNativeExport(request, inApp);
