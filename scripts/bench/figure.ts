/** What a figure must reach; a figure without one is told for the reader's sake. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export type Figure = {
  readonly what: string;
  /** Null: could not be measured on this machine. */
  readonly value: number | null;
  readonly unit: string;
  readonly target?: Target;
};

/** Null where there is no target, or nothing was measured. */
export function isReached({ value, target }: Figure): boolean | null {
  if (value === null || target === undefined) return null;
  return "atLeast" in target ? value >= target.atLeast : value <= target.atMost;
}

/** Of values in any order; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
