/** How long a project keeps traces: a number of days, or what its server is set to. */
export type RetentionSetting = number | "forever" | "default";

/** Ten years; whoever wants more wants "forever". */
export const MAX_RETENTION_DAYS = 3_650;

const MS_PER_DAY = 86_400_000;

/**
 * Days that a project keeps its traces, beside the one that has not ended. Null: for ever.
 *
 * @param serverDays what the server is set to; null: for ever
 */
export function retentionDays(setting: RetentionSetting, serverDays: number | null): number | null {
  if (setting === "default") return serverDays;
  return setting === "forever" ? null : setting;
}

/**
 * The first moment that is kept: the start of a day in UTC, since whole days go at once. Null when
 * everything is kept.
 */
export function keptSince(days: number | null, now: Date): Date | null {
  if (days === null) return null;
  return new Date((Math.floor(now.getTime() / MS_PER_DAY) - days) * MS_PER_DAY);
}
