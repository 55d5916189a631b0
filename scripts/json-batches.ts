/** What one request may hold. */
export type BatchLimits = { readonly maxItems: number; readonly maxBytes: number };

/** Items as JSON, in order and in groups that fit a request. One that alone passes the limit goes alone, for the server to judge. */
export function* jsonBatches(
  items: Iterable<unknown>,
  { maxItems, maxBytes }: BatchLimits,
): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const item of items) {
    const json = JSON.stringify(item);
    const size = Buffer.byteLength(json) + 1;
    if (batch.length > 0 && (batch.length === maxItems || bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(json);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
