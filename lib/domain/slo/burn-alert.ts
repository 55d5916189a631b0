import { Z_95_ONE_SIDED } from "../statistics/distributions";
import { wilson } from "../statistics/proportion-interval";
import { type BurnWindowPair, burnFactor } from "./burn-windows";
import { type BadCount, burnRate, type RatioObjective } from "./error-budget";

/** How one pair of windows stands. */
export type BurnAlert = {
  readonly pair: BurnWindowPair;
  /** Burn rate that the pair is about. */
  readonly factor: number;
  /** Share of bad requests that both windows must exceed. */
  readonly threshold: number;
  /** False when even nothing but bad requests would not burn at `factor`. */
  readonly reachable: boolean;
  /** Null when the window holds no requests. */
  readonly burnLong: number | null;
  /** Of the shortest window that holds requests, the short one or twice as long. */
  readonly burnShort: number | null;
  readonly firing: boolean;
};

/** Fewer bad requests in the long window wake nobody, whatever share they are. */
const MIN_BAD = 5;

/**
 * Whether a budget burns too fast in both windows of a pair. A few requests never suffice: the long
 * window needs five bad ones, and a bad share that is above the budget beyond chance.
 *
 * A budget can burn at 1/budget at most. Where the pair's factor is out of reach, half of what lies
 * between the budget and everything bad takes its place.
 *
 * @param countOf the requests of the last so many minutes
 */
export function judgeBurn(
  pair: BurnWindowPair,
  objective: RatioObjective,
  countOf: (minutes: number) => BadCount,
): BurnAlert {
  const { budget, periodDays } = objective;
  const factor = burnFactor(pair, periodDays);
  const reachable = factor * budget < 1;
  const threshold = reachable ? factor * budget : budget + (1 - budget) / 2;
  const long = countOf(pair.long.minutes);
  const short = [pair.short.minutes, 2 * pair.short.minutes]
    .map(countOf)
    .find(({ total }) => total > 0);
  const isOver = ({ bad, total }: BadCount) => total > 0 && bad / total > threshold;
  return {
    pair,
    factor,
    threshold,
    reachable,
    burnLong: burnRate(long, budget),
    burnShort: short ? burnRate(short, budget) : null,
    firing: isOver(long) && short !== undefined && isOver(short) && isProven(long, budget),
  };
}

function isProven({ bad, total }: BadCount, budget: number): boolean {
  return bad >= MIN_BAD && wilson(bad, total, Z_95_ONE_SIDED).low >= budget;
}
