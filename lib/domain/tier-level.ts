/** How far from the best service: 0 is primary, 3 is an answer without a model. */
export type TierLevel = 0 | 1 | 2 | 3;

const LEVELS: ReadonlyMap<string, TierLevel> = new Map([
  ["primary", 0],
  ["frontier", 0],
  ["premium", 0],
  ["secondary", 1],
  ["standard", 1],
  ["fallback", 1],
  ["economy", 2],
  ["cheap", 2],
  ["small", 2],
  ["cache", 2],
  ["cached", 2],
  ["tertiary", 2],
  ["canned", 3],
  ["static", 3],
  ["error", 3],
]);

/** The level of a tier by its usual name; null when the name does not tell. */
export function tierLevel(tier: string): TierLevel | null {
  return LEVELS.get(tier.toLowerCase()) ?? null;
}

const SHOWN: readonly TierLevel[] = [0, 1, 2, 3];

/** A tier's level as it is drawn: the catalog's, at most 3, else the one its name tells. */
export function shownLevel(level: number | null, tier: string): TierLevel | null {
  return level === null ? tierLevel(tier) : (SHOWN[Math.min(level, 3)] ?? null);
}
