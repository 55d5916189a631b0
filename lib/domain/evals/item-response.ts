import type { Checkpoints } from "../checkpoints";
import type { ResultMatrix } from "./item-analysis";

/** With fewer subjects, abilities are too uncertain for the model to say more than plain statistics. */
export const FEWEST_SUBJECTS = 30;

const ROUNDS = 40;
const NEWTON_STEPS = 2;
/** Where abilities are looked at, in standard deviations. */
const NODES = Array.from({ length: 21 }, (_, index) => -4 + index * 0.4);
const DENSITY = NODES.map((at) => Math.exp((-at * at) / 2));
/** A weak belief that cases tell subjects apart as well as usual: a perfect split has no end else. */
const PRIOR = { slope: 1, strength: 0.5 };
const STEEPEST = 6;

/** How a case behaves over abilities, which have mean 0 and standard deviation 1 among the subjects. */
export type ItemResponse = {
  /** How sharply it tells subjects apart; negative when better ones fail it. */
  readonly discrimination: number;
  /** The ability at which half of the attempts pass; null when hardly anything depends on ability. */
  readonly difficulty: number | null;
};

type Item = { readonly slope: number; readonly intercept: number };

/**
 * The two-parameter logistic model, fitted by marginal likelihood (EM over fixed ability nodes) with a
 * weak prior on slopes. In the order of the matrix's columns; null for a case that all passed or all
 * failed, and for all cases under `FEWEST_SUBJECTS`.
 *
 * @see Bock & Aitkin 1981, "Marginal maximum likelihood estimation of item parameters"
 */
export function* fitItemResponses(matrix: ResultMatrix): Checkpoints<(ItemResponse | null)[]> {
  const count = matrix[0]?.length ?? 0;
  if (matrix.length < FEWEST_SUBJECTS) return new Array<null>(count).fill(null);
  const columns = Array.from({ length: count }, (_, item) =>
    matrix.map((row) => row[item] ?? null),
  );
  const isFitted = columns.map(varies);
  let items = columns.map((column): Item => ({ slope: 1, intercept: logitOfMean(column) }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const abilities: number[][] = [];
    for (const row of matrix) {
      abilities.push(abilityOf(row, items, isFitted));
      yield;
    }
    items = items.map((item, index) =>
      isFitted[index] ? improve(item, columns[index] ?? [], abilities) : item,
    );
  }
  return items.map(({ slope, intercept }, index) => {
    if (!isFitted[index]) return null;
    const difficulty = Math.abs(slope) < 0.05 ? null : -intercept / slope;
    return { discrimination: slope, difficulty };
  });
}

function varies(column: readonly (number | null)[]): boolean {
  const known = column.filter((value) => value !== null);
  return known.some((value) => value !== known[0]);
}

function logitOfMean(column: readonly (number | null)[]): number {
  const known = column.filter((value) => value !== null);
  const passed = known.reduce((sum, value) => sum + value, 0);
  return Math.log((passed + 0.5) / (known.length - passed + 0.5));
}

const passAt = ({ slope, intercept }: Item, ability: number) =>
  1 / (1 + Math.exp(-(slope * ability + intercept)));

/** How probable each node is for a subject, by its results. */
function abilityOf(
  row: readonly (number | null)[],
  items: readonly Item[],
  isFitted: readonly boolean[],
): number[] {
  const logs = NODES.map((node, at) => {
    let log = Math.log(DENSITY[at] ?? 0);
    for (const [index, value] of row.entries()) {
      const item = items[index];
      if (value === null || !item || !isFitted[index]) continue;
      const pass = Math.min(1 - 1e-9, Math.max(1e-9, passAt(item, node)));
      log += value * Math.log(pass) + (1 - value) * Math.log(1 - pass);
    }
    return log;
  });
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Newton steps on one case's expected results at each node. */
function improve(
  item: Item,
  column: readonly (number | null)[],
  abilities: readonly (readonly number[])[],
): Item {
  const tried = NODES.map(() => 0);
  const passed = NODES.map(() => 0);
  for (const [subject, value] of column.entries()) {
    if (value === null) continue;
    for (const [at, weight] of (abilities[subject] ?? []).entries()) {
      tried[at] = (tried[at] ?? 0) + weight;
      passed[at] = (passed[at] ?? 0) + weight * value;
    }
  }
  let { slope, intercept } = item;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const change = newtonStep({ slope, intercept }, tried, passed);
    slope = Math.max(-STEEPEST, Math.min(STEEPEST, slope + change.slope));
    intercept += change.intercept;
  }
  return { slope, intercept };
}

function newtonStep(item: Item, tried: readonly number[], passed: readonly number[]): Item {
  let gradientSlope = -PRIOR.strength * (item.slope - PRIOR.slope);
  let gradientIntercept = 0;
  let [slopes, both, intercepts] = [PRIOR.strength, 0, 1e-3];
  for (const [at, node] of NODES.entries()) {
    const pass = passAt(item, node);
    const surplus = (passed[at] ?? 0) - (tried[at] ?? 0) * pass;
    const weight = (tried[at] ?? 0) * pass * (1 - pass);
    gradientSlope += surplus * node;
    gradientIntercept += surplus;
    slopes += weight * node * node;
    both += weight * node;
    intercepts += weight;
  }
  const determinant = slopes * intercepts - both * both;
  return {
    slope: (gradientSlope * intercepts - gradientIntercept * both) / determinant,
    intercept: (gradientIntercept * slopes - gradientSlope * both) / determinant,
  };
}
