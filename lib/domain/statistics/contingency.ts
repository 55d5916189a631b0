import { chiSquareTail } from "./distributions";

/** Result of a test whose statistic follows χ² when rows and columns are independent. */
export type ChiSquareTest = {
  readonly statistic: number;
  readonly df: number;
  /** Null when there is nothing to test: fewer than two rows or columns hold anything. */
  readonly p: number | null;
};

/** Pearson's χ² test of independence in a table of counts, row by row, without correction. */
export function chiSquareTest(table: readonly (readonly number[])[]): ChiSquareTest {
  return testOf(table, (observed, expected) => (observed - expected) ** 2 / expected);
}

/**
 * The likelihood-ratio test of independence in a table of counts.
 *
 * @see Sokal & Rohlf, "Biometry", chapter 17 (G-test)
 */
export function gTest(table: readonly (readonly number[])[]): ChiSquareTest {
  return testOf(table, (observed, expected) =>
    observed === 0 ? 0 : 2 * observed * Math.log(observed / expected),
  );
}

function testOf(
  table: readonly (readonly number[])[],
  cell: (observed: number, expected: number) => number,
): ChiSquareTest {
  const width = Math.max(0, ...table.map((row) => row.length));
  const rows = table.map(sum);
  const columns = Array.from({ length: width }, (_, i) => sum(table.map((row) => row[i] ?? 0)));
  const total = sum(rows);
  // A row or column without counts says nothing and takes no degree of freedom.
  const df = Math.max(0, filled(rows) - 1) * Math.max(0, filled(columns) - 1);
  if (df === 0) return { statistic: 0, df: 0, p: null };
  let statistic = 0;
  for (const [r, row] of table.entries()) {
    for (const [c, column] of columns.entries()) {
      const expected = ((rows[r] ?? 0) * column) / total;
      if (expected > 0) statistic += cell(row[c] ?? 0, expected);
    }
  }
  return { statistic, df, p: chiSquareTail(statistic, df) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function filled(values: readonly number[]): number {
  return values.filter((value) => value > 0).length;
}
