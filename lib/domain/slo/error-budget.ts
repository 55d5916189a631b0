/** At least (`floor`) or at most (`ceiling`) a share of the requests. */
export type ObjectiveKind = "floor" | "ceiling";

/** Any objective that counts good and bad requests. */
export type RatioObjective = {
  /** Share of requests that may be bad, above 0 and below 1. */
  readonly budget: number;
  /** Days over which the budget is spent. */
  readonly periodDays: number;
};

/** Bad requests and all of them; both may be effective numbers of a weighted sample. */
export type BadCount = { readonly bad: number; readonly total: number };

/**
 * The share of requests an objective lets be bad: what a floor leaves, what a ceiling allows.
 *
 * @param target share from 0 to 1
 * @throws RangeError when nothing or everything may be bad, for which no burn is defined
 */
export function errorBudget(kind: ObjectiveKind, target: number): number {
  const budget = kind === "floor" ? 1 - target : target;
  if (!(budget > 0 && budget < 1)) {
    throw new RangeError(`A ${kind} of ${target} leaves no budget that could burn`);
  }
  return budget;
}

/**
 * Speed at which a budget is spent: 1 spends exactly all of it in one period, 9.4 does so in a 9.4th
 * of it. Null without requests.
 *
 * @see Google SRE Workbook, chapter 5, "Alerting on SLOs"
 */
export function burnRate({ bad, total }: BadCount, budget: number): number | null {
  return total > 0 ? bad / total / budget : null;
}

/**
 * What is left of a period's budget, counted in requests: 1 is all of it, 0 nothing, below 0 is
 * overspent. Null without requests.
 */
export function remainingBudget(period: BadCount, budget: number): number | null {
  const spent = burnRate(period, budget);
  return spent === null ? null : 1 - spent;
}

/**
 * Days until nothing of the budget remains if it goes on burning as it does: 0 when nothing remains
 * now, null when that never comes or cannot be known.
 *
 * @param remaining part of the budget that is left, as `remainingBudget` gives it
 */
export function daysToExhaustion(
  remaining: number | null,
  burn: number | null,
  periodDays: number,
): number | null {
  if (remaining === null || burn === null) return null;
  if (remaining <= 0) return 0;
  return burn > 0 ? (periodDays * remaining) / burn : null;
}
