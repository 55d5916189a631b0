/**
 * The one-to-one pairing of rows with columns whose similarities add up to the most: for each row
 * its column, or -1 when there are more rows than columns and it is left over.
 *
 * Of pairings that are as good, which one is returned is fixed, but not specified. O(n³).
 *
 * @see Kuhn 1955; Munkres 1957; the shortest-augmenting-path form after Jonker and Volgenant 1987
 */
export function assignBest(
  rows: number,
  columns: number,
  similarity: (row: number, column: number) => number,
): number[] {
  if (rows > columns) {
    const rowOfColumn = assignBest(columns, rows, (column, row) => similarity(row, column));
    const columnOfRow = new Array<number>(rows).fill(-1);
    for (const [column, row] of rowOfColumn.entries()) columnOfRow[row] = column;
    return columnOfRow;
  }
  const costs = Float64Array.from(
    { length: rows * columns },
    (_, cell) => -similarity(Math.floor(cell / columns), cell % columns),
  );
  return new Augmentation(rows, columns, costs).columnOfRow();
}

const FREE = -1;

/** Adds one row at a time, along the cheapest chain of reassignments that frees a column for it. */
class Augmentation {
  readonly #rowPrices: Float64Array;
  readonly #columnPrices: Float64Array;
  readonly #rowOf: Int32Array;
  readonly #cameFrom: Int32Array;
  readonly #slack: Float64Array;
  readonly #isReached: Uint8Array;

  constructor(
    readonly rows: number,
    readonly columns: number,
    readonly costs: Float64Array,
  ) {
    this.#rowPrices = new Float64Array(rows);
    this.#columnPrices = new Float64Array(columns);
    this.#rowOf = new Int32Array(columns).fill(FREE);
    this.#cameFrom = new Int32Array(columns);
    this.#slack = new Float64Array(columns);
    this.#isReached = new Uint8Array(columns);
  }

  columnOfRow(): number[] {
    for (let row = 0; row < this.rows; row += 1) this.#add(row);
    const result = new Array<number>(this.rows).fill(-1);
    for (const [column, row] of this.#rowOf.entries()) if (row !== FREE) result[row] = column;
    return result;
  }

  #add(newRow: number): void {
    this.#slack.fill(Number.POSITIVE_INFINITY);
    this.#isReached.fill(0);
    this.#cameFrom.fill(FREE);
    let row = newRow;
    let from = FREE;
    for (;;) {
      const { column, step } = this.#nearest(row, from);
      this.#raise(newRow, step);
      this.#isReached[column] = 1;
      from = column;
      row = this.#rowOf[column] ?? FREE;
      if (row === FREE) break;
    }
    this.#reassign(from, newRow);
  }

  /** The unreached column that is cheapest to reach once `row` (held by column `from`) may move. */
  #nearest(row: number, from: number): { column: number; step: number } {
    let column = FREE;
    let step = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.columns; at += 1) {
      if (this.#isReached[at] === 1) continue;
      const reduced = this.#reducedCost(row, at);
      if (reduced < (this.#slack[at] ?? 0)) {
        this.#slack[at] = reduced;
        this.#cameFrom[at] = from;
      }
      const slack = this.#slack[at] ?? 0;
      if (slack < step) [column, step] = [at, slack];
    }
    return { column, step };
  }

  #reducedCost(row: number, column: number): number {
    const cost = this.costs[row * this.columns + column] ?? 0;
    return cost - (this.#rowPrices[row] ?? 0) - (this.#columnPrices[column] ?? 0);
  }

  #raise(newRow: number, step: number): void {
    this.#rowPrices[newRow] = (this.#rowPrices[newRow] ?? 0) + step;
    for (let at = 0; at < this.columns; at += 1) {
      if (this.#isReached[at] === 1) {
        const row = this.#rowOf[at] ?? 0;
        this.#rowPrices[row] = (this.#rowPrices[row] ?? 0) + step;
        this.#columnPrices[at] = (this.#columnPrices[at] ?? 0) - step;
      } else {
        this.#slack[at] = (this.#slack[at] ?? 0) - step;
      }
    }
  }

  #reassign(freed: number, newRow: number): void {
    let column = freed;
    for (;;) {
      const previous = this.#cameFrom[column] ?? FREE;
      this.#rowOf[column] = previous === FREE ? newRow : (this.#rowOf[previous] ?? FREE);
      if (previous === FREE) return;
      column = previous;
    }
  }
}
