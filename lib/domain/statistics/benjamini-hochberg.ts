/**
 * P-values adjusted for the number of tests, in the order given: those at most q may be acted on
 * with a false discovery rate of q.
 *
 * @see Benjamini & Hochberg 1995; the same as R's p.adjust(method = "BH")
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const falling = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (const [i, { p, index }] of falling.entries()) {
    least = Math.min(least, p * (pValues.length / (pValues.length - i)));
    adjusted[index] = least;
  }
  return adjusted;
}
