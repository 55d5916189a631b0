/** What it costs to describe the values from `from` up to, not including, `to` by one level. */
export type SegmentCost = (from: number, to: number) => number;

/**
 * Where a series changes its level: the cut points that make the total cost of all segments, plus
 * `penalty` for each, as small as can be. Exact; O(n²) for a steady series, near O(n) for one that
 * changes often. Meant for at most two thousand values.
 *
 * @param length number of values
 * @param cost splitting a segment must never make it dearer
 * @param minSegment fewest values between two cuts
 * @returns indexes at which a new segment begins, ascending; none for a steady series
 * @see Jackson et al. 2005, "An algorithm for optimal partitioning of data on an interval"
 * @see Killick, Fearnhead & Eckley 2012, for the starts that can be given up (PELT)
 */
export function optimalPartition(
  length: number,
  cost: SegmentCost,
  penalty: number,
  minSegment: number,
): number[] {
  const best = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const cutBefore = new Int32Array(length + 1);
  best[0] = -penalty;
  let starts: Start[] = [];
  for (let end = minSegment; end <= length; end += 1) {
    starts.push({ at: end - minSegment, until: Number.POSITIVE_INFINITY, cost: 0 });
    starts = starts.filter(({ until }) => until > end);
    for (const start of starts) start.cost = (best[start.at] ?? 0) + cost(start.at, end) + penalty;
    const cheapest = starts.reduce((a, b) => (b.cost < a.cost ? b : a));
    best[end] = cheapest.cost;
    cutBefore[end] = cheapest.at;
    for (const start of starts) {
      // From the moment a cut at `end` is allowed, it is at least as good as this start.
      const isWorse = start.cost - penalty >= cheapest.cost;
      if (isWorse) start.until = Math.min(start.until, end + minSegment);
    }
  }
  const cuts: number[] = [];
  for (let at = cutBefore[length] ?? 0; at > 0; at = cutBefore[at] ?? 0) cuts.push(at);
  return cuts.reverse();
}

/** Where a last segment may begin. */
type Start = {
  readonly at: number;
  /** The first end at which it need not be looked at any more. */
  until: number;
  /** Of everything up to the end last looked at. */
  cost: number;
};

/** Squared distance from the segment's mean; its penalty is in squares of the values' noise. */
export function squaredErrorCost(values: readonly number[]): SegmentCost {
  const sums = prefixSums(values);
  const squares = prefixSums(values.map((value) => value ** 2));
  return (from, to) => {
    const sum = between(sums, from, to);
    return between(squares, from, to) - sum ** 2 / (to - from);
  };
}

/** Twice the negative log-likelihood of one proportion for the segment's counts. */
export function binomialCost(successes: readonly number[], trials: readonly number[]): SegmentCost {
  const hits = prefixSums(successes);
  const sizes = prefixSums(trials);
  return (from, to) => {
    const k = between(hits, from, to);
    const n = between(sizes, from, to);
    return -2 * (logPart(k, n) + logPart(n - k, n));
  };
}

function logPart(part: number, whole: number): number {
  return part <= 0 ? 0 : part * Math.log(part / whole);
}

function prefixSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = (sums[i] ?? 0) + value;
  return sums;
}

function between(sums: Float64Array, from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
