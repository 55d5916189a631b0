import { logChoose } from "./log-gamma";

// Tables as likely as the observed one must count as such in spite of rounding; R takes the same.
const TIE = 1 + 1e-7;

/** A 2×2 table of counts, row by row. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/**
 * Fisher's exact test of independence in a 2×2 table.
 *
 * @returns p-values: `twoSided` sums all tables no likelier than the observed one; `less` and
 *   `greater` are one-sided for the first cell being small or large
 * @see Fisher 1935; the same as R's fisher.test
 */
export function fisherExact([[a, b], [c, d]]: TwoByTwo): {
  readonly twoSided: number;
  readonly less: number;
  readonly greater: number;
} {
  const row = a + b;
  const column = a + c;
  const total = row + c + d;
  const all = logChoose(total, column);
  const probability = (x: number) =>
    Math.exp(logChoose(row, x) + logChoose(total - row, column - x) - all);
  const observed = probability(a);
  let twoSided = 0;
  let less = 0;
  let greater = 0;
  for (let x = Math.max(0, column - (total - row)); x <= Math.min(row, column); x += 1) {
    const p = probability(x);
    if (p <= observed * TIE) twoSided += p;
    if (x <= a) less += p;
    if (x >= a) greater += p;
  }
  return {
    twoSided: Math.min(1, twoSided),
    less: Math.min(1, less),
    greater: Math.min(1, greater),
  };
}
