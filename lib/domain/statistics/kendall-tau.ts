/**
 * Kendall's τ_b: how far two rankings of the same things agree, from -1 (reversed) over 0 to 1, with
 * ties taken out. Null when either ranks everything the same. O(n²).
 *
 * @throws RangeError when the lists differ in length
 * @see Kendall 1945, "The treatment of ties in ranking problems"
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) throw new RangeError("Rankings of different length");
  let score = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (const [i, xi] of x.entries()) {
    for (let j = 0; j < i; j += 1) {
      const dx = Math.sign(xi - (x[j] ?? 0));
      const dy = Math.sign((y[i] ?? 0) - (y[j] ?? 0));
      score += dx * dy;
      untiedX += dx ** 2;
      untiedY += dy ** 2;
    }
  }
  return untiedX === 0 || untiedY === 0 ? null : score / Math.sqrt(untiedX * untiedY);
}
