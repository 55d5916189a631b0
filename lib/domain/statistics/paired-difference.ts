import { Z_95 } from "./distributions";
import type { Difference } from "./proportion-interval";

/** How pairs of outcomes fell. */
export type PairedCounts = {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
};

/**
 * How much more often the second of two paired outcomes succeeds, with Agresti and Min's 95 %
 * interval: Wald's with half a pair added to each of the four cells. The difference itself is the
 * plain one, so that it is that of the two shares a reader sees.
 *
 * @throws RangeError without pairs
 * @see Agresti & Min 2005, "Simple improved confidence intervals for comparing matched proportions"
 */
export function agrestiMin({ both, onlyFirst, onlySecond, neither }: PairedCounts): Difference {
  const pairs = both + onlyFirst + onlySecond + neither;
  if (!(pairs > 0)) throw new RangeError("A paired difference needs at least one pair");
  const [b, c, n] = [onlyFirst + 0.5, onlySecond + 0.5, pairs + 2];
  const centre = (c - b) / n;
  const half = (Z_95 * Math.sqrt(b + c - (c - b) ** 2 / n)) / n;
  return {
    difference: (onlySecond - onlyFirst) / pairs,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
  };
}
