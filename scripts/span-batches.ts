import type { NativeSpan } from "@/lib/ingest/native-span";

/** What one request may hold. */
export type BatchLimits = { readonly maxSpans: number; readonly maxBytes: number };

export type SpanBatch = { readonly body: string; readonly spans: number };

/** Request bodies for spans in order. A span that alone passes the limit goes alone, for the server to judge. */
export function* spanBatches(
  spans: Iterable<NativeSpan>,
  { maxSpans, maxBytes }: BatchLimits,
): Generator<SpanBatch> {
  let items: string[] = [];
  let bytes = 0;
  const flush = (): SpanBatch => {
    const batch = { body: `{"spans":[${items.join(",")}]}`, spans: items.length };
    items = [];
    bytes = 0;
    return batch;
  };
  for (const span of spans) {
    const item = JSON.stringify(span);
    const size = Buffer.byteLength(item) + 1;
    if (items.length > 0 && (items.length === maxSpans || bytes + size > maxBytes)) yield flush();
    items.push(item);
    bytes += size;
  }
  if (items.length > 0) yield flush();
}
