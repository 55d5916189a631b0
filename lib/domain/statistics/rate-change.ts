import { twoSidedP, Z_95 } from "./distributions";
import { newcombe, type Proportion } from "./proportion-interval";

/** How a rate moved between two samples. */
export type RateChange = {
  /** After minus before. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** After by before; half an event is added to every cell when one of them is empty. */
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
  readonly z: number;
  /** Two-sided, of no change. */
  readonly p: number;
};

/**
 * How a rate moved: Newcombe's interval of the difference, Katz's of the ratio, and the pooled z test.
 *
 * @param overdispersion how much more parts of one sample differ than independent trials would, φ
 * @throws RangeError when either sample is empty
 * @see Newcombe 1998; Katz et al. 1978, "Obtaining confidence intervals for the risk ratio in cohort studies"
 */
export function rateChange(before: Proportion, after: Proportion, overdispersion = 1): RateChange {
  const inflation = Math.sqrt(overdispersion);
  const { difference, low, high } = newcombe(after, before, inflation);
  const pooled = (before.successes + after.successes) / (before.trials + after.trials);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.trials + 1 / after.trials));
  const z = error === 0 ? 0 : difference / error / inflation;
  return { difference, low, high, ...ratioOf(before, after, inflation), z, p: twoSidedP(z) };
}

function ratioOf(before: Proportion, after: Proportion, inflation: number) {
  const cells = [before, after].flatMap(({ successes, trials }) => [successes, trials - successes]);
  const added = cells.some((cell) => cell === 0) ? 0.5 : 0;
  const [x1, n1] = [before.successes + added, before.trials + 2 * added];
  const [x2, n2] = [after.successes + added, after.trials + 2 * added];
  const ratio = x2 / n2 / (x1 / n1);
  const error = Math.sqrt(1 / x1 - 1 / n1 + 1 / x2 - 1 / n2);
  const spread = Math.exp(Z_95 * error * inflation);
  return { ratio, ratioLow: ratio / spread, ratioHigh: ratio * spread };
}
