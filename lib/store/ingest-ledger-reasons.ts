import { z } from "zod";
import type { ReasonCount } from "@/lib/domain/ingest-reasons";

/** Reasons as the ledger's jsonb columns hold them. */
export const reasonCounts = z.array(
  z.object({
    reason: z.string(),
    spans: z.number(),
    requests: z.number(),
    sample: z.string().nullable(),
  }),
);

/** JSON that jsonb takes: no NUL characters or lone surrogates, though senders may write them. */
export function jsonText(reasons: readonly ReasonCount[]): string {
  return JSON.stringify(reasons, (_name, value) =>
    typeof value === "string" ? value.replaceAll("\0", "\uFFFD").toWellFormed() : value,
  );
}
