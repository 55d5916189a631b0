import fc from "fast-check";
import { expect, it } from "vitest";
import { SPAN_KINDS } from "./span";
import { decodeOutline, encodeOutline, type OutlineSpan } from "./trace-outline";

const micros = fc.integer({ min: -1_000_000, max: 1e12 }).map((value) => value / 1000);
const id = fc.oneof(fc.constantFrom("a", "b", "__proto__", "\u0000", '"'), fc.string());

const outline: fc.Arbitrary<OutlineSpan[]> = fc.uniqueArray(
  fc.record({
    spanId: id,
    parentId: fc.option(id),
    name: fc.string({ unit: "grapheme" }),
    kind: fc.constantFrom(...SPAN_KINDS),
    status: fc.constantFrom("ok" as const, "error" as const),
    startMs: micros,
    durationMs: micros,
    modelRequested: fc.option(fc.string()),
    modelServed: fc.option(fc.string()),
    tokens: fc.option(fc.nat()),
    costUsd: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
    toolName: fc.option(fc.string()),
  }),
  { selector: (span) => span.spanId, maxLength: 12 },
);

it("brings every span back as it was, parents that are not in the trace included", () => {
  fc.assert(
    fc.property(outline, (spans) => {
      expect(decodeOutline(encodeOutline(spans))).toEqual(spans);
    }),
  );
});
