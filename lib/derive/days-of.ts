import { type DayRange, widestRange } from "@/lib/store/derive-queue";

/** The range of days that holds the spans of all of these traces. */
export function daysOf([first, ...rest]: readonly DayRange[]): DayRange {
  if (!first) throw new RangeError("No traces, no days");
  return rest.reduce<DayRange>(widestRange, first);
}
