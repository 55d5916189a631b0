import { accountFor } from "@/app/account-for";
import type { IngestContext } from "@/app/ingest-context";
import { parseJson, readBody } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { takeNative } from "@/lib/ingest/take-native";

/** Takes spans in our own JSON form. Safe to retry: a span already stored is left as it is. */
export const takeNativeExport = route((request, { db, maxBytes }: IngestContext) =>
  accountFor(request, db, async (arrival) => {
    const { body, wireBytes } = await readBody(request, maxBytes);
    const delivery = { ...arrival, bytes: body.length, wireBytes };
    return takeNative(db, delivery, { body: parseJson(body), bytes: body });
  }),
);
