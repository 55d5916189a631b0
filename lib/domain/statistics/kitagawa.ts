/** One group's part of the whole and the rate within it, before and after; all 0 to 1. */
export type GroupRates = {
  readonly weightBefore: number;
  readonly rateBefore: number;
  readonly weightAfter: number;
  readonly rateAfter: number;
};

/**
 * Splits the change of an overall rate into what each group adds by becoming larger or smaller
 * (`mix`) and by changing its own rate (`rate`). Over all groups both sum exactly to the change.
 *
 * @returns one entry per group, in the order given
 * @see Kitagawa 1955, "Components of a difference between two rates"
 */
export function kitagawa(
  groups: readonly GroupRates[],
): { readonly mix: number; readonly rate: number }[] {
  return groups.map(({ weightBefore, rateBefore, weightAfter, rateAfter }) => ({
    mix: ((weightAfter - weightBefore) * (rateBefore + rateAfter)) / 2,
    rate: ((rateAfter - rateBefore) * (weightBefore + weightAfter)) / 2,
  }));
}
