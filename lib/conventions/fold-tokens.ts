import { asNumber } from "@/lib/conventions/json";
import type { Json, JsonObject } from "@/lib/domain/span";

/** A count of tokens: whole and not negative, or undefined. */
export function asCount(value: Json | undefined): number | undefined {
  const number = asNumber(value);
  if (number === undefined || number < 0 || number > Number.MAX_SAFE_INTEGER) return undefined;
  return Math.trunc(number);
}

/** The sum of the counts whose key passes, or undefined when none does. */
export function sumOfCounts(
  counts: JsonObject,
  isCounted: (key: string) => boolean,
): number | undefined {
  let sum: number | undefined;
  for (const [key, value] of Object.entries(counts)) {
    const count = isCounted(key) ? asCount(value) : undefined;
    if (count !== undefined) sum = (sum ?? 0) + count;
  }
  return sum;
}
