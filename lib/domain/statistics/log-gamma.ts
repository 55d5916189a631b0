// Coefficients of Lanczos's series for g = 7 with nine terms.
const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];
const G = 7;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of Γ(x) for x ≥ 0.5, to about 1e-14 relative.
 *
 * @see Lanczos 1964, "A precision approximation of the gamma function"
 */
export function logGamma(x: number): number {
  const below = x - 1;
  const series = LANCZOS.reduce((sum, c, i) => sum + (i === 0 ? c : c / (below + i)), 0);
  const t = below + G + 0.5;
  return HALF_LOG_TWO_PI + (below + 0.5) * Math.log(t) - t + Math.log(series);
}

/** Natural logarithm of the beta function. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Natural logarithm of "n choose k". */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
