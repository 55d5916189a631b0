import fc from "fast-check";
import { expect, it } from "vitest";
import { assignBest } from "./assignment";

const total = (matrix: readonly (readonly number[])[], columnOfRow: readonly number[]) =>
  columnOfRow.reduce((sum, column, row) => sum + (matrix[row]?.[column] ?? 0), 0);

/** Tries every pairing. */
function bestTotal(matrix: readonly (readonly number[])[], row = 0, used = 0): number {
  const values = matrix[row];
  if (values === undefined) return 0;
  const isShort = matrix.length > values.length;
  const rest = values.map((value, column) =>
    used & (1 << column) ? -Infinity : value + bestTotal(matrix, row + 1, used | (1 << column)),
  );
  return Math.max(...rest, isShort ? bestTotal(matrix, row + 1, used) : -Infinity);
}

it("finds the pairing that a person finds by hand", () => {
  const matrix = [
    [0.9, 0.2, 0.1],
    [0.3, 0.8, 0.7],
    [0.2, 0.75, 0.1],
  ];
  const pairing = assignBest(3, 3, (row, column) => matrix[row]?.[column] ?? 0);
  expect(pairing).toEqual([0, 2, 1]);
  expect(total(matrix, pairing)).toBeCloseTo(2.35, 12);
});

it("leaves over what has no partner, on either side", () => {
  expect(assignBest(3, 1, (row) => row)).toEqual([-1, -1, 0]);
  expect(assignBest(1, 3, (_row, column) => column)).toEqual([2]);
  expect(assignBest(0, 3, () => 1)).toEqual([]);
});

it("is as good as the best of all pairings, and pairs nothing twice", () => {
  const similarities = fc.integer({ min: 0, max: 20 });
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(similarities, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  fc.assert(
    fc.property(matrices, (matrix) => {
      const columns = matrix[0]?.length ?? 0;
      const pairing = assignBest(
        matrix.length,
        columns,
        (row, column) => matrix[row]?.[column] ?? 0,
      );
      const used = pairing.filter((column) => column >= 0);
      expect(new Set(used).size).toBe(used.length);
      expect(used.length).toBe(Math.min(matrix.length, columns));
      expect(total(matrix, pairing)).toBe(bestTotal(matrix));
    }),
  );
});
