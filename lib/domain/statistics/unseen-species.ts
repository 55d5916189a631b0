/** As printed in the paper; more digits of z would move published intervals in the fifth digit. */
const Z = 1.96;

/** What a sample of individuals says of the kinds it did not meet. */
export type UnseenSpecies = {
  /** Individuals in the sample. */
  readonly n: number;
  /** Kinds in the sample. */
  readonly observed: number;
  /** Kinds met exactly once, and exactly twice. */
  readonly singletons: number;
  readonly doubletons: number;
  /** Probability that the next individual is of a kind never met; null without a sample. */
  readonly goodTuring: number | null;
  /** Kinds there are at least; null without a sample. */
  readonly chao1: number | null;
  readonly standardError: number | null;
  /** 95 % interval of `chao1`. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of all individuals, met or not, that belong to kinds in the sample; null without one. */
  readonly completeness: number | null;
};

/** A number of individuals and how many kinds have just that many. */
export type Abundance = { readonly individuals: number; readonly kinds: number };

const NOTHING_SEEN: UnseenSpecies = {
  n: 0,
  observed: 0,
  singletons: 0,
  doubletons: 0,
  goodTuring: null,
  chao1: null,
  standardError: null,
  low: null,
  high: null,
  completeness: null,
};

/**
 * Good and Turing's mass of the unseen, and Chao's lower bound of the number of kinds in its classic
 * form, not the bias-corrected one, with the log-normal interval.
 *
 * @see Good 1953; Chao 1984, 1987; the same as R's iNEXT::ChaoRichness
 */
export function unseenSpecies(abundances: readonly Abundance[]): UnseenSpecies {
  const n = abundances.reduce((sum, { individuals, kinds }) => sum + individuals * kinds, 0);
  if (n === 0) return NOTHING_SEEN;
  const observed = abundances.reduce((sum, { kinds }) => sum + kinds, 0);
  const f1 = kindsWith(abundances, 1);
  const f2 = kindsWith(abundances, 2);
  const shrink = (n - 1) / n;
  const unseen = f2 > 0 ? (shrink * f1 ** 2) / (2 * f2) : (shrink * f1 * (f1 - 1)) / 2;
  const standardError = Math.sqrt(varianceOf(f1, f2, shrink, observed + unseen));
  return {
    n,
    observed,
    singletons: f1,
    doubletons: f2,
    goodTuring: f1 / n,
    chao1: observed + unseen,
    standardError,
    ...logNormalInterval(observed, unseen, standardError),
    completeness: 1 - unseenShare(f1, f2, n),
  };
}

function kindsWith(abundances: readonly Abundance[], individuals: number): number {
  return abundances
    .filter((abundance) => abundance.individuals === individuals)
    .reduce((sum, { kinds }) => sum + kinds, 0);
}

function varianceOf(f1: number, f2: number, shrink: number, estimate: number): number {
  if (f2 > 0) {
    const ratio = f1 / f2;
    return (
      f2 * ((shrink * ratio ** 2) / 2 + shrink ** 2 * ratio ** 3 + (shrink ** 2 * ratio ** 4) / 4)
    );
  }
  const pairs = (shrink * f1 * (f1 - 1)) / 2;
  const spread = (shrink ** 2 * f1 * (2 * f1 - 1) ** 2) / 4;
  return Math.max(0, pairs + spread - (shrink ** 2 * f1 ** 4) / (4 * estimate));
}

function logNormalInterval(observed: number, unseen: number, standardError: number) {
  if (unseen <= 0) return { low: observed, high: observed };
  const spread = Math.exp(Z * Math.sqrt(Math.log1p((standardError / unseen) ** 2)));
  return { low: observed + unseen / spread, high: observed + unseen * spread };
}

function unseenShare(f1: number, f2: number, n: number): number {
  if (f1 === 0) return 0;
  const weight = (n - 1) * f1;
  // Without a doubleton the usual stand-in for it keeps the estimate finite.
  return (
    (f1 / n) *
    (f2 > 0 ? weight / (weight + 2 * f2) : ((n - 1) * (f1 - 1)) / ((n - 1) * (f1 - 1) + 2))
  );
}

/**
 * How many new kinds `t` times the sample again would bring, for t up to 1: beyond that the series
 * swings too far to be told.
 *
 * @see Good & Toulmin 1956
 */
export function goodToulmin(abundances: readonly Abundance[], t: number): number {
  return abundances.reduce((sum, { individuals, kinds }) => sum - (-t) ** individuals * kinds, 0);
}
