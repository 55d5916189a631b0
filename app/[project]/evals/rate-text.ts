import { formatCount } from "@/components/format";
import { formatInterval, formatPoints, formatShare } from "@/components/format-share";
import type { PassRate } from "@/lib/domain/evals/pass-rate";
import type { Difference } from "@/lib/domain/statistics/proportion-interval";

/** Under so many cases a share alone would say too much. */
const FEW = 30;

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `94.2 % (90.4–96.6)`; `18 of 25 (52.4–85.7 %)` when there are few. */
export function rateText(rate: PassRate): string {
  if (rate.share === null) return "nothing judged";
  const interval = formatInterval(rate.low, rate.high);
  return rate.cases < FEW
    ? `${formatCount(rate.passed)} of ${formatCount(rate.judged)} (${interval} %)`
    : `${formatShare(rate.share)} (${interval})`;
}

/** What a rate counts: `400 attempts at 100 cases`, or only cases where each was tried once. */
export function countedText({ judged, cases }: PassRate): string {
  return judged === cases
    ? plural(cases, "case")
    : `${plural(judged, "attempt")} at ${plural(cases, "case")}`;
}

/** `+1.3 points (−0.8 to 3.4)`. */
export function changeText({ difference, low, high }: Difference): string {
  const bound = (points: number) => formatPoints(points).replace("+", "");
  return `${formatPoints(difference)} points (${bound(low)} to ${bound(high)})`;
}
