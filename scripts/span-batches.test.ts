import fc from "fast-check";
import { expect, it } from "vitest";
import type { NativeSpan } from "@/lib/ingest/native-span";
import { spanBatches } from "./span-batches";

const span = (name: string): NativeSpan => ({
  traceId: "t",
  spanId: name,
  name,
  startedAt: "2026-03-01T12:00:00Z",
  endedAt: "2026-03-01T12:00:01Z",
});

it("sends every span once, in order, within both limits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 400, unit: "grapheme" })),
      fc.integer({ min: 1, max: 7 }),
      (names, maxSpans) => {
        const limits = { maxSpans, maxBytes: 5_000 };
        const batches = [...spanBatches(names.map(span), limits)];
        const sent = batches.flatMap(({ body }) => JSON.parse(body).spans);
        expect(sent.map(({ name }) => name)).toEqual(names);
        for (const batch of batches) {
          expect(batch.spans).toBeLessThanOrEqual(maxSpans);
          expect(batch.spans === 1 || Buffer.byteLength(batch.body) <= 5_020).toBe(true);
        }
      },
    ),
  );
});

it("sends nothing for no spans", () => {
  expect([...spanBatches([], { maxSpans: 10, maxBytes: 100 })]).toEqual([]);
});
