import fc from "fast-check";
import { expect, it } from "vitest";
import { analyseItems, reliability, resolution } from "./item-analysis";

const worked = ["11111111", "11111011", "11110110", "11101001", "11010010", "10000011"].map((row) =>
  [...row].map(Number),
);

it("agrees with the worked example of six subjects and eight items", () => {
  const items = analyseItems(worked);
  const item = (number: number) => items[number - 1];
  expect(item(1)).toMatchObject({ passRate: 1, itemRest: null, subjects: 6 });
  expect(item(2)?.passRate).toBeCloseTo(0.8333, 4);
  expect(item(2)?.itemRest).toBeCloseTo(0.5, 4);
  expect(item(3)?.itemRest).toBeCloseTo(0.7016, 4);
  expect(item(7)?.itemRest).toBeCloseTo(-0.0877, 4);
  expect(item(8)?.itemRest).toBeCloseTo(-0.0704, 4);
  expect(reliability(worked)).toBeCloseTo(0.587755, 6);
});

it("leaves out what is not there", () => {
  expect(analyseItems([])).toEqual([]);
  expect(analyseItems([[null], [null]])[0]).toMatchObject({ passRate: null, itemRest: null });
  expect(reliability([[1, 0]])).toBeNull();
  expect(
    reliability([
      [1, 0],
      [1, null],
      [0, 1],
    ]),
  ).toBeNull();
  expect(resolution([[1, 0]])).toBeNull();
  expect(
    resolution([
      [1, null],
      [null, 0],
    ]),
  ).toBeNull();
});

it("resolves the less the more cases subjects disagree on, and never nothing", () => {
  const all = (count: number, value: number) => new Array<number>(count).fill(value);
  const apart = (d: number) => resolution([all(100, 1), [...all(d, 0), ...all(100 - d, 1)]]);
  expect(apart(16)).toBeCloseTo(1.96 * 0.04, 6);
  expect(apart(0)).toBeCloseTo(1.96 * Math.sqrt(0.03 / 100), 6);
  expect(apart(36)).toBeGreaterThan(apart(16) ?? 1);
});

const matrix = fc.integer({ min: 2, max: 6 }).chain((cases) =>
  fc.array(fc.array(fc.constantFrom(0, 0.5, 1, null), { minLength: cases, maxLength: cases }), {
    minLength: 1,
    maxLength: 8,
  }),
);

it("does not depend on the order of subjects, and correlates within −1 and 1", () => {
  fc.assert(
    fc.property(matrix, (results) => {
      const items = analyseItems(results);
      const mirrored = analyseItems(results.toReversed());
      for (const [index, { itemRest, passRate }] of items.entries()) {
        if (itemRest !== null) expect(Math.abs(itemRest)).toBeLessThanOrEqual(1 + 1e-9);
        expect(mirrored[index]?.itemRest ?? -9).toBeCloseTo(itemRest ?? -9, 9);
        expect(mirrored[index]?.passRate ?? -9).toBeCloseTo(passRate ?? -9, 9);
      }
    }),
  );
});
