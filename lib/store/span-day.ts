const DAY_MS = 86_400_000;
/** Imports of a year's history get partitions of their own. */
export const DAYS_BACK = 400;
/** Clocks differ, and days begin earlier east of Greenwich. */
export const DAYS_AHEAD = 2;

/** Where spans go whose clock is so far off that a partition for their day would never be dropped in time. */
export const MISDATED_DAY = "1970-01-01";

/** The day written last: nearly all spans start on the same one. */
let lastDay = { number: Number.NaN, text: "" };

/** The UTC day, as YYYY-MM-DD. */
export function dayOf(at: Date): string {
  const number = Math.floor(at.getTime() / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: at.toISOString().slice(0, 10) };
  return lastDay.text;
}

/** The partition of a span: the UTC day of its start, or the one for clocks that are far off. */
export function partitionDay(startedAt: Date, receivedAt: Date): string {
  const lead = startedAt.getTime() - receivedAt.getTime();
  const isPlausible = lead >= -DAYS_BACK * DAY_MS && lead <= DAYS_AHEAD * DAY_MS;
  return isPlausible ? dayOf(startedAt) : MISDATED_DAY;
}
