/** Something that could be chosen, and what it would cover. */
export type CoverCandidate = {
  readonly id: string;
  readonly elements: readonly string[];
  /** Of two that gain as much, the cheaper is chosen; null when nobody knows. */
  readonly cost: number | null;
  /** Then the newer. */
  readonly at: Date;
  /** At most one of each group is chosen; null belongs to none. */
  readonly group: string | null;
};

export type CoverChoice = {
  readonly id: string;
  /** What it covers that no earlier choice did, the weightiest first. */
  readonly gains: readonly string[];
  /** Their weights together. */
  readonly gain: number;
};

/**
 * At most `limit` candidates that together cover as much weight as greedy choice finds: never less
 * than 1 − 1/e of the best there is.
 *
 * @see Nemhauser, Wolsey & Fisher 1978, "An analysis of approximations for maximizing submodular set functions"
 */
export function greedyCover(
  candidates: readonly CoverCandidate[],
  weights: ReadonlyMap<string, number>,
  limit: number,
): CoverChoice[] {
  const covered = new Set<string>();
  const choices: CoverChoice[] = [];
  let left = candidates;
  while (choices.length < limit) {
    const best = mostGained(left, (one) => (covered.has(one) ? 0 : (weights.get(one) ?? 0)));
    if (best === null) break;
    const { candidate, gains, gain } = best;
    for (const one of gains) covered.add(one);
    choices.push({ id: candidate.id, gains, gain });
    left = left.filter(
      ({ id, group }) => id !== candidate.id && (group === null || group !== candidate.group),
    );
  }
  return choices;
}

type Offer = { readonly candidate: CoverCandidate; readonly gain: number };

/** The candidate that gains most now; null when none gains anything. */
function mostGained(
  candidates: readonly CoverCandidate[],
  weightOf: (element: string) => number,
): (Offer & Pick<CoverChoice, "gains">) | null {
  let best: Offer | null = null;
  for (const candidate of candidates) {
    let gain = 0;
    for (const element of new Set(candidate.elements)) gain += weightOf(element);
    const offer = { candidate, gain };
    if (gain > 0 && (best === null || isBetter(offer, best))) best = offer;
  }
  if (best === null) return null;
  const gains = [...new Set(best.candidate.elements)]
    .filter((one) => weightOf(one) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a) || (a < b ? -1 : 1));
  return { ...best, gains };
}

function isBetter(a: Offer, b: Offer): boolean {
  const order =
    b.gain - a.gain ||
    (a.candidate.cost ?? Number.MAX_VALUE) - (b.candidate.cost ?? Number.MAX_VALUE) ||
    b.candidate.at.getTime() - a.candidate.at.getTime() ||
    (a.candidate.id < b.candidate.id ? -1 : 1);
  return order < 0;
}
