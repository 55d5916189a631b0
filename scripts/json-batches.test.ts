import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonBatches } from "./json-batches";

it("sends every item once, in order, within both limits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 400, unit: "grapheme" })),
      fc.integer({ min: 1, max: 7 }),
      (names, maxItems) => {
        const limits = { maxItems, maxBytes: 5_000 };
        const batches = [...jsonBatches(names, limits)];
        expect(batches.flat().map((json) => JSON.parse(json))).toEqual(names);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(maxItems);
          const bytes = Buffer.byteLength(batch.join(","));
          expect(batch.length === 1 || bytes <= 5_000).toBe(true);
        }
      },
    ),
  );
});

it("sends nothing for no items", () => {
  expect([...jsonBatches([], { maxItems: 10, maxBytes: 100 })]).toEqual([]);
});
