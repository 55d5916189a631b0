import { benjaminiHochberg } from "../statistics/benjamini-hochberg";
import { betaBinomialSequence } from "../statistics/beta-binomial-sequence";
import type { Proportion } from "../statistics/proportion-interval";
import { type RateChange, rateChange } from "../statistics/rate-change";

/** How often a branch fired before and after a change. */
export type FiringSample = {
  /** Requests that fired it, of those that reached its point. */
  readonly before: Proportion;
  readonly after: Proportion;
  /** φ: how much more hours of one side differ than chance explains; 1 or more. */
  readonly overdispersion: number;
};

export type FiringShift = RateChange & {
  /** By Benjamini and Hochberg, among all samples given. */
  readonly adjustedP: number;
  /** Whether the shift is large enough to matter, whatever its p-value. */
  readonly isMaterial: boolean;
  readonly firing: boolean;
};

const ALPHA = 0.05;
const MIN_RATIO = 1.5;
const MIN_DIFFERENCE = 0.005;
/** Requests at the point after the change below which nothing is told. */
export const MIN_REACHED = 200;

/**
 * What a change did to each of the branches of a release, in the order given. Null where either side
 * is too small to tell.
 *
 * @param isYoung the time after is not over, so that somebody may look after every request: then only
 *   confidence sequences count, which hold however often they are looked at
 */
export function firingShifts(
  samples: readonly FiringSample[],
  isYoung: boolean,
): (FiringShift | null)[] {
  const told = samples.map((sample) => (isEnough(sample) ? changeOf(sample) : null));
  const tested = told.flatMap((change) => change ?? []);
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  let at = 0;
  return told.map((change, index) => {
    const sample = samples[index];
    if (change === null || sample === undefined) return null;
    const adjustedP = adjusted[at] ?? 1;
    at += 1;
    const isMaterial = matters(change);
    const isTold = () =>
      isYoung ? sequencesPart(sample, ALPHA / tested.length) : adjustedP < ALPHA;
    return { ...change, adjustedP, isMaterial, firing: isMaterial && isTold() };
  });
}

function isEnough({ before, after }: FiringSample): boolean {
  return after.trials >= MIN_REACHED && before.trials >= MIN_REACHED;
}

const changeOf = ({ before, after, overdispersion }: FiringSample) =>
  rateChange(before, after, overdispersion);

function matters({ ratio, difference }: RateChange): boolean {
  // A third of a hundred, divided, must not miss its own limit by rounding.
  const isFar = ratio >= MIN_RATIO - 1e-9 || ratio <= 1 / MIN_RATIO + 1e-9;
  return isFar && Math.abs(difference) >= MIN_DIFFERENCE - 1e-12;
}

/** Whether the two rates are told apart at every moment of looking. */
function sequencesPart({ before, after, overdispersion }: FiringSample, alpha: number): boolean {
  const first = sequenceOf(before, overdispersion, alpha / 2);
  const second = sequenceOf(after, overdispersion, alpha / 2);
  return first.high < second.low || second.high < first.low;
}

function sequenceOf({ successes, trials }: Proportion, overdispersion: number, alpha: number) {
  return betaBinomialSequence(
    successes / overdispersion,
    (trials - successes) / overdispersion,
    alpha,
  );
}
