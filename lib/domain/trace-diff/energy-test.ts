import { seededRandom } from "../statistics/random";

/**
 * How much further apart two groups are than their members among themselves: twice the mean distance
 * between the groups, less the mean distance inside each, over all pairs, each with itself included.
 * 0 for equal groups and never negative for distances of negative type.
 *
 * @param distances symmetric, 0 on the diagonal
 * @param isInB for each row, whether it belongs to the second group
 * @see Székely and Rizzo 2004
 */
export function energyStatistic(
  distances: readonly (readonly number[])[],
  isInB: readonly boolean[],
): number {
  const sizeB = isInB.filter(Boolean).length;
  const sizeA = isInB.length - sizeB;
  if (sizeA === 0 || sizeB === 0) return 0;
  let between = 0;
  let withinA = 0;
  let withinB = 0;
  for (const [at, row] of distances.entries()) {
    for (const [other, distance] of row.entries()) {
      if (isInB[at] !== isInB[other]) between += distance;
      else if (isInB[at]) withinB += distance;
      else withinA += distance;
    }
  }
  // Every pair was met from both sides: `between` holds twice its sum.
  return between / (sizeA * sizeB) - withinA / sizeA ** 2 - withinB / sizeB ** 2;
}

export type PermutationTest = {
  readonly statistic: number;
  /** Null when a group has fewer than two members. */
  readonly p: number | null;
  /** How many groupings the p-value was counted over. */
  readonly permutations: number;
};

/** Fewer groupings than this are all tried. */
const MAX_EXACT = 1_000;
const PERMUTATIONS = 999;
const TOLERANCE = 1e-12;

/** Share of groupings of the same sizes that are as far apart or further; small means it is no chance. */
export function energyTest(
  distances: readonly (readonly number[])[],
  isInB: readonly boolean[],
  seed: number,
): PermutationTest {
  const statistic = energyStatistic(distances, isInB);
  const sizeB = isInB.filter(Boolean).length;
  if (sizeB < 2 || isInB.length - sizeB < 2) return { statistic, p: null, permutations: 0 };
  const isAsFar = (grouping: readonly boolean[]) =>
    energyStatistic(distances, grouping) >= statistic - TOLERANCE;
  const exact = groupingsOf(isInB.length, sizeB);
  if (exact !== null) {
    const p = exact.filter(isAsFar).length / exact.length;
    return { statistic, p, permutations: exact.length };
  }
  const random = seededRandom(seed);
  let asFar = 1;
  for (let round = 0; round < PERMUTATIONS; round += 1) {
    if (isAsFar(shuffled(isInB, random))) asFar += 1;
  }
  return { statistic, p: asFar / (PERMUTATIONS + 1), permutations: PERMUTATIONS };
}

/** Every choice of `chosen` out of `size`; null when there are too many. */
function groupingsOf(size: number, chosen: number): boolean[][] | null {
  let groupings: boolean[][] = [[]];
  for (let at = 0; at < size; at += 1) {
    groupings = groupings.flatMap((grouping) => {
      const taken = grouping.filter(Boolean).length;
      const canSkip = chosen - taken < size - at;
      return [
        ...(taken < chosen ? [[...grouping, true]] : []),
        ...(canSkip ? [[...grouping, false]] : []),
      ];
    });
    if (groupings.length > MAX_EXACT) return null;
  }
  return groupings;
}

/** Fisher and Yates. */
function shuffled(values: readonly boolean[], random: () => number): boolean[] {
  const mixed = [...values];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] ?? false, mixed[at] ?? false];
  }
  return mixed;
}
