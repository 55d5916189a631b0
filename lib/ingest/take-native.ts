import { z } from "zod";
import type { Delivery } from "@/lib/domain/ingest-receipt";
import type { Span } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import type { Database } from "@/lib/store/database";
import { type SpanRow, spanRow } from "@/lib/store/span-row";
import { buildReceipt, sampleOf } from "./build-receipt";
import { isTooDeep, MAX_DEPTH } from "./json-depth";
import { nativeSpan } from "./native-span";
import { countRedacted, redactFault } from "./redaction/account";
import { redactorFor } from "./redaction/redaction-of-project";
import { spanOfNative } from "./span-of-native";
import { requireRoom, writeRows } from "./write-queue";

const nativeExport = z.strictObject({
  spans: z.array(z.unknown()).max(5_000, "at most 5000 spans at a time"),
});

/** What became of a batch; `index` is the place of a rejected span in what was sent. */
export type NativeOutcome = {
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly rejected: readonly { readonly index: number; readonly error: string }[];
};

/**
 * Stores the spans of a batch in our own JSON that can be kept, and names what is wrong with the rest.
 *
 * @throws AppError `invalid_input` when the body is no `{ spans: […] }` of at most 5 000
 */
export async function takeNative(
  db: Database,
  delivery: Delivery,
  { body, bytes }: { readonly body: unknown; readonly bytes: Buffer },
): Promise<NativeOutcome> {
  requireRoom(db);
  const redactor = await redactorFor(db, delivery, bytes);
  const { spans: sent } = parseInput(nativeExport, body);
  const rows: SpanRow[] = [];
  const rejected: { index: number; error: string }[] = [];
  for (const [index, item] of sent.entries()) {
    const outcome = keep(item);
    if (typeof outcome === "string") rejected.push({ index, error: outcome });
    else rows.push(spanRow(delivery.projectId, redactor.span(outcome), delivery.receivedAt));
  }
  const faults = rejected.map(({ index, error }) =>
    redactFault({ reason: error, sample: sampleOf(sent[index], "name", "spanId") }, redactor),
  );
  const counts = await writeRows(db, rows, buildReceipt(delivery, rows, faults));
  await countRedacted(db, delivery, redactor);
  return { received: sent.length, ...counts, rejected };
}

function keep(item: unknown): Span | string {
  if (isTooDeep(item)) return `nested deeper than ${MAX_DEPTH}`;
  const parsed = nativeSpan.safeParse(item);
  if (!parsed.success) {
    return parsed.error.issues
      .map((issue) => `${issue.path.map(String).join(".") || "span"}: ${issue.message}`)
      .join("; ");
  }
  try {
    return spanOfNative(parsed.data);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
