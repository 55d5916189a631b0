/**
 * Positions of a longest strictly increasing run of picks from a list, ascending. O(n log n).
 *
 * @see Fredman 1975, patience sorting
 */
export function longestIncreasing(values: readonly number[]): number[] {
  /** For each length, the position whose value ends such a run lowest. */
  const ends: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  for (const [position, value] of values.entries()) {
    const length = firstNotBelow(ends, values, value);
    if (length > 0) previous[position] = ends[length - 1] ?? -1;
    ends[length] = position;
  }
  const picks: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) picks.push(at);
  return picks.reverse();
}

function firstNotBelow(ends: readonly number[], values: readonly number[], value: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
