/** What one run of a subject came to on one case. */
export type CaseResult = {
  readonly subject: string;
  readonly at: Date;
  /** Attempts that were graded; at least 1. */
  readonly attempts: number;
  readonly passed: number;
};

/** When a case last told two subjects apart. */
export type Discrimination = {
  readonly at: Date;
  /** True when each was tried once only, so that chance alone may explain it. */
  readonly isWeak: boolean;
};

/**
 * The latest run in which a case told its subject from the one run before by another: by more than
 * twice the standard error of the difference, or at all where each was tried once. Null when it
 * never did.
 *
 * @param results in any order
 */
export function lastDiscriminated(results: readonly CaseResult[]): Discrimination | null {
  const ordered = results.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  for (const [index, later] of ordered.entries()) {
    const earlier = ordered.slice(index + 1).find(({ subject }) => subject !== later.subject);
    if (earlier && areApart(later, earlier)) {
      return { at: later.at, isWeak: later.attempts === 1 && earlier.attempts === 1 };
    }
  }
  return null;
}

function areApart(a: CaseResult, b: CaseResult): boolean {
  const difference = Math.abs(a.passed / a.attempts - b.passed / b.attempts);
  if (difference === 0) return false;
  if (a.attempts === 1 && b.attempts === 1) return true;
  const pooled = (a.passed + b.passed) / (a.attempts + b.attempts);
  return difference > 2 * Math.sqrt(pooled * (1 - pooled) * (1 / a.attempts + 1 / b.attempts));
}
