import type { Delivery } from "@/lib/domain/ingest-receipt";
import type { Database } from "@/lib/store/database";
import { addRedactionCounts } from "@/lib/store/redaction";
import type { SpanFault } from "../build-receipt";
import type { Redactor } from "./redactor";

/** Counts what was taken out of a request, once its spans are stored. */
export async function countRedacted(
  db: Database,
  { projectId, receivedAt }: Delivery,
  redactor: Redactor,
): Promise<void> {
  await addRedactionCounts(db, projectId, receivedAt, redactor.counts());
}

/** The ledger keeps why a span was refused and how it was called, and no secret with it. */
export function redactFault({ reason, sample }: SpanFault, { text }: Redactor): SpanFault {
  return { reason: text(reason), sample: sample === null ? null : text(sample) };
}
