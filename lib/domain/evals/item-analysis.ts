/** Pass rates, 0 to 1, by subject and then by case; null where a subject has no result of a case. */
export type ResultMatrix = readonly (readonly (number | null)[])[];

/** One case as a question that is to tell subjects apart. */
export type ItemStatistics = {
  /** Mean pass rate over subjects; null without results. */
  readonly passRate: number | null;
  /**
   * Correlation of the case with the mean of the others, −1 to 1: negative when better subjects fail
   * it. Null when it or the rest is the same for all subjects.
   */
  readonly itemRest: number | null;
  /** Pass rate of the best 27 % of subjects minus that of the worst; null under four subjects. */
  readonly discrimination: number | null;
  /** Subjects with a result. */
  readonly subjects: number;
};

const EXTREME_SHARE = 0.27;
const FEWEST_FOR_EXTREMES = 4;

/**
 * What classical test theory says of each case, in the order of the matrix's columns.
 *
 * @see Lord & Novick 1968, "Statistical theories of mental test scores"
 */
export function analyseItems(matrix: ResultMatrix): ItemStatistics[] {
  const cases = matrix[0]?.length ?? 0;
  const totals = matrix.map(totalOf);
  return Array.from({ length: cases }, (_, item) => {
    const pairs = matrix.flatMap((row, subject) => {
      const own = row[item] ?? null;
      const { sum, count } = totals[subject] as Total;
      return own === null ? [] : [{ own, rest: count > 1 ? (sum - own) / (count - 1) : null }];
    });
    const rated = pairs.map(({ own }) => own);
    const both = pairs.flatMap(({ own, rest }) => (rest === null ? [] : [[own, rest] as const]));
    return {
      passRate: rated.length === 0 ? null : mean(rated),
      itemRest: correlation(both),
      discrimination: extremes(both),
      subjects: rated.length,
    };
  });
}

type Total = { readonly sum: number; readonly count: number };

function totalOf(row: readonly (number | null)[]): Total {
  const known = row.filter((value) => value !== null);
  return { sum: known.reduce((sum, value) => sum + value, 0), count: known.length };
}

function extremes(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length < FEWEST_FOR_EXTREMES) return null;
  const ranked = pairs.toSorted((a, b) => b[1] - a[1]);
  const size = Math.max(1, Math.round(pairs.length * EXTREME_SHARE));
  const rate = (part: typeof ranked) => mean(part.map(([own]) => own));
  return rate(ranked.slice(0, size)) - rate(ranked.slice(-size));
}

/** Pearson's correlation; null when either side does not vary. */
function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const [meanX, meanY] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx < 1e-12 || yy < 1e-12 ? null : xy / Math.sqrt(xx * yy);
}

/**
 * Reliability of a suite's total as a ranking of subjects (Kuder and Richardson's formula 20, with
 * the population variance; for rates between 0 and 1 Cronbach's alpha). Subjects that lack a result
 * are left out. Null when fewer than two remain or they do not differ.
 */
export function reliability(matrix: ResultMatrix): number | null {
  const complete = matrix.filter((row): row is readonly number[] => row.every((v) => v !== null));
  const cases = complete[0]?.length ?? 0;
  if (complete.length < 2 || cases < 2) return null;
  const totals = variance(complete.map((row) => row.reduce((sum, value) => sum + value, 0)));
  if (totals < 1e-12) return null;
  const within = Array.from({ length: cases }, (_, item) =>
    variance(complete.map((row) => row[item] ?? 0)),
  );
  return (cases / (cases - 1)) * (1 - within.reduce((sum, value) => sum + value, 0) / totals);
}

/**
 * The smallest difference of pass rates that the suite can show between two subjects, 0 to 1:
 * 1.96·√(d/n) with d the share of common cases on which pairs of subjects disagree. Where none
 * disagreed, d is held to be below 3/n. Null under two subjects or without common cases.
 */
export function resolution(matrix: ResultMatrix): number | null {
  const pairs = matrix.flatMap((row, index) =>
    matrix.slice(index + 1).map((other) => disagreement(row, other)),
  );
  const common = pairs.reduce((sum, pair) => sum + pair.common, 0);
  if (common === 0) return null;
  const perPair = common / pairs.length;
  const discordant = pairs.reduce((sum, pair) => sum + pair.discordant, 0);
  const share = discordant === 0 ? Math.min(1, 3 / perPair) : discordant / common;
  return Math.min(1, 1.96 * Math.sqrt(share / perPair));
}

/** On how many common cases two subjects differ; where rates differ, by how much. */
function disagreement(a: readonly (number | null)[], b: readonly (number | null)[]) {
  let [discordant, common] = [0, 0];
  for (const [item, value] of a.entries()) {
    const against = b[item] ?? null;
    if (value === null || against === null) continue;
    common += 1;
    discordant += Math.abs(value - against);
  }
  return { discordant, common };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
}
