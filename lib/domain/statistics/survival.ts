import { chiSquareQuantile } from "./distributions";

/** How long something has been observed, and whether its end was seen. */
export type Lifetime = { readonly days: number; readonly isDead: boolean };

/** Share still alive after each moment at which something died; earliest first. */
export type SurvivalStep = {
  readonly days: number;
  readonly survival: number;
  readonly atRisk: number;
  readonly deaths: number;
};

/**
 * The share that survives as time goes on, from lives of which some are not over yet.
 *
 * @see Kaplan & Meier 1958; the same as R's survival::survfit
 */
export function kaplanMeier(lives: readonly Lifetime[]): SurvivalStep[] {
  const deathDays = [...new Set(lives.flatMap((life) => (life.isDead ? [life.days] : [])))];
  let survival = 1;
  return deathDays
    .sort((a, b) => a - b)
    .map((days) => {
      const atRisk = lives.filter((life) => life.days >= days).length;
      const deaths = lives.filter((life) => life.isDead && life.days === days).length;
      survival *= 1 - deaths / atRisk;
      return { days, survival, atRisk, deaths };
    });
}

/** The first moment after which half or less survive; null when more than half still live. */
export function halfLife(steps: readonly SurvivalStep[]): number | null {
  return steps.find((step) => step.survival <= 0.5)?.days ?? null;
}

/** Half-life in days if things died at a constant rate, with a 95 % interval. */
export type ExponentialLife = {
  /** Null when nothing has died: then only `low` is known. */
  readonly halfLifeDays: number | null;
  readonly low: number;
  /** Null when nothing has died. */
  readonly high: number | null;
};

/**
 * The half-life that a constant rate of dying would have: ln 2 · ΣT / d, with χ² bounds; without a
 * death the rate is held below 3 / ΣT. Null when nothing was observed.
 */
export function exponentialLife(lives: readonly Lifetime[]): ExponentialLife | null {
  const exposure = lives.reduce((sum, life) => sum + life.days, 0);
  const deaths = lives.filter((life) => life.isDead).length;
  if (exposure <= 0) return null;
  if (deaths === 0) return { halfLifeDays: null, low: (Math.LN2 * exposure) / 3, high: null };
  const bound = (p: number, df: number) => (2 * exposure * Math.LN2) / chiSquareQuantile(p, df);
  return {
    halfLifeDays: (Math.LN2 * exposure) / deaths,
    low: bound(0.975, 2 * deaths + 2),
    high: bound(0.025, 2 * deaths),
  };
}
