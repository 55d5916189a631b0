import type { IngestContext } from "@/app/ingest-context";
import { requireKey } from "@/lib/auth/require-key";
import { readJson } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { takeNative } from "@/lib/ingest/take-native";

/** Takes spans in our own JSON form. Safe to retry: a span already stored is left as it is. */
export const takeNativeExport = route(async (request, { db, maxBytes }: IngestContext) => {
  const { projectId } = await requireKey(db, request.headers, "ingest", new Date());
  return takeNative(db, projectId, await readJson(request, maxBytes));
});
