import { requireKey } from "@/lib/auth/require-key";
import { config } from "@/lib/config";
import { route } from "@/lib/http/route";
import { readJson } from "@/lib/ingest/read-body";
import { takeNative } from "@/lib/ingest/take-native";
import { db } from "@/lib/store/db";

/** Takes spans in our own JSON form. Safe to retry: a span already stored is left as it is. */
export const POST = route(async (request) => {
  const { projectId } = await requireKey(db, request.headers, "ingest", new Date());
  return takeNative(db, projectId, await readJson(request, config.ingestMaxBytes));
});
