import type { TierLevel } from "@/lib/domain/tier-level";

const WORST: TierLevel = 3;
const LEVELS: readonly TierLevel[] = [0, 1, 2, WORST];

/** The level whose colour a tier has: levels beyond the last look like it, none is drawn hatched. */
export function shownLevel(level: number | null): TierLevel | null {
  return level === null ? null : (LEVELS[level] ?? WORST);
}

/** The fill of a tier's area in a drawing; `hatch` is the id of the pattern for what is unknown. */
export function tierFill(level: number | null, hatch: string): string {
  const shown = shownLevel(level);
  return shown === null ? `url(#${hatch})` : `var(--tm-tier-${shown})`;
}
