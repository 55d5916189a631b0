import { chiSquareQuantile } from "./distributions";

/** Shares of one whole, or counts that become such; both lists speak of the same parts in the same order. */
type Mix = readonly number[];

/**
 * Total variation: the share of requests that would have to move for one mix to become the other,
 * 0 to 1. Null when either mix is empty.
 */
export function totalVariation(a: Mix, b: Mix): number | null {
  const pairs = sharePairs(a, b);
  return pairs && pairs.reduce((sum, [p, q]) => sum + Math.abs(p - q), 0) / 2;
}

/**
 * Jensen–Shannon divergence in bits, 0 to 1; null when either mix is empty.
 *
 * @see Lin 1991, "Divergence measures based on the Shannon entropy"
 */
export function jensenShannon(a: Mix, b: Mix): number | null {
  const pairs = sharePairs(a, b);
  if (!pairs) return null;
  const towards = (p: number, middle: number) => (p === 0 ? 0 : p * Math.log2(p / middle));
  return pairs.reduce((sum, [p, q]) => {
    const middle = (p + q) / 2;
    return sum + (towards(p, middle) + towards(q, middle)) / 2;
  }, 0);
}

/**
 * Population stability index of two lists of counts; half a request stands in for an empty part.
 * What it comes to by chance alone depends on the counts: hold it against `psiByChance`. Null when
 * either mix is empty.
 */
export function populationStability(a: Mix, b: Mix): number | null {
  if (sum(a) === 0 || sum(b) === 0) return null;
  const hasGap = [...a, ...b].includes(0);
  const filled = (mix: Mix) => (hasGap ? mix.map((count) => count + 0.5) : mix);
  const pairs = sharePairs(filled(a), filled(b)) ?? [];
  return pairs.reduce((total, [p, q]) => total + (p - q) * Math.log(p / q), 0);
}

/**
 * The stability index that two samples of one mix stay below with the given confidence.
 *
 * @param parts number of parts in the mix
 * @see Yurdakul & Naranjo 2020, "Statistical properties of the population stability index"
 */
export function psiByChance(n: number, m: number, parts: number, confidence = 0.95): number {
  return (1 / n + 1 / m) * chiSquareQuantile(confidence, parts - 1);
}

function sharePairs(a: Mix, b: Mix): (readonly [number, number])[] | null {
  const wholeA = sum(a);
  const wholeB = sum(b);
  if (wholeA === 0 || wholeB === 0) return null;
  return a.map((value, i) => [value / wholeA, (b[i] ?? 0) / wholeB] as const);
}

function sum(values: Mix): number {
  return values.reduce((total, value) => total + value, 0);
}
