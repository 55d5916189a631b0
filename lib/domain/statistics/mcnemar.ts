import { logChoose } from "./log-gamma";

/**
 * McNemar's exact test that two paired proportions are equal: given how many pairs disagree, each
 * disagreement is as likely to go one way as the other.
 *
 * @param onlyFirst pairs of which only the first succeeded
 * @param onlySecond pairs of which only the second did
 * @returns two-sided p; 1 without any disagreement
 * @see McNemar 1947; the same as R's binom.test(onlyFirst, onlyFirst + onlySecond)
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  const discordant = onlyFirst + onlySecond;
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k += 1) {
    tail += Math.exp(logChoose(discordant, k) - discordant * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
