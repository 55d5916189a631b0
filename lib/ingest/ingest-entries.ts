import type { IngestEntry, IngestReceipt } from "@/lib/domain/ingest-receipt";
import type { SpanRow } from "@/lib/store/span-row";
import type { SpanWrite } from "@/lib/store/span-writer";
import { byteLength } from "@/lib/store/text-pages";

/**
 * What became of each request that shared a write, in order. Content that several of them brought
 * counts for the first.
 */
export function buildEntries(
  requests: readonly { readonly receipt: IngestReceipt; readonly rows: readonly SpanRow[] }[],
  { stored, contentLengths }: SpanWrite,
): IngestEntry[] {
  const unclaimed = new Map(contentLengths);
  return requests.map(({ receipt, rows }) => {
    const own = rows.filter((row) => stored.has(row));
    let storedBytes = 0;
    for (const { facts, body } of own) storedBytes += byteLength(facts) + byteLength(body);
    for (const { hash } of rows.flatMap((row) => row.units)) {
      storedBytes += unclaimed.get(hash) ?? 0;
      unclaimed.delete(hash);
    }
    return { ...receipt, stored: own.length, duplicate: rows.length - own.length, storedBytes };
  });
}
