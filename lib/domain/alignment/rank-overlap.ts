import { kendallTauB } from "../statistics/kendall-tau";

/**
 * Rank-biased overlap of two rankings, extrapolated: 1 when they agree as far as the shorter one
 * reaches, 0 when they share nothing. The first ranks count most; `persistence` is the chance that
 * a reader goes on to the next rank. Ids are distinct within a ranking; null when both are empty.
 *
 * @see Webber, Moffat and Zobel 2010, equation 32
 */
export function rankBiasedOverlap(
  a: readonly string[],
  b: readonly string[],
  persistence = 0.9,
): number | null {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length === 0) return null;
  if (short.length === 0) return 0;
  const overlaps = overlapByDepth(short, long);
  const atShort = overlaps[short.length - 1] ?? 0;
  const atLong = overlaps[long.length - 1] ?? 0;
  let sum = 0;
  for (const [position, overlap] of overlaps.entries()) {
    const depth = position + 1;
    const weight = persistence ** depth;
    sum += (overlap / depth) * weight;
    // Below its end the shorter ranking is taken to go on agreeing as it did.
    const beyond = depth - short.length;
    if (beyond > 0) sum += ((atShort * beyond) / (short.length * depth)) * weight;
  }
  const tail = (atLong - atShort) / long.length + atShort / short.length;
  return ((1 - persistence) / persistence) * sum + tail * persistence ** long.length;
}

/** How many ids the first 1, 2, … ranks of both share. */
function overlapByDepth(short: readonly string[], long: readonly string[]): number[] {
  const seen = new Set<string>();
  let shared = 0;
  return long.map((id, position) => {
    const other = short[position];
    for (const next of other === undefined || other === id ? [id] : [id, other]) {
      if (seen.has(next)) shared += 1;
      seen.add(next);
    }
    if (other === id) shared += 1;
    return shared;
  });
}

/** Kendall's τ of the order in which two rankings hold what they share; null below two shared ids. */
export function rankCorrelation(a: readonly string[], b: readonly string[]): number | null {
  const rankInB = new Map(b.map((id, rank) => [id, rank]));
  const ranks = a.flatMap((id) => rankInB.get(id) ?? []);
  return kendallTauB([...ranks.keys()], ranks);
}
