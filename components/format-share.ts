import { UNKNOWN } from "./format";

const MINUS = "\u2212";

/** A share as percent with as many digits as a small one needs: `53.0 %`, `0.05 %`. */
export function formatShare(share: number | null): string {
  return share === null ? UNKNOWN : `${percentOf(share)} %`;
}

/** The interval of a share in percent, without a unit: `52.7–53.3`. */
export function formatInterval(low: number | null, high: number | null): string {
  return low === null || high === null ? UNKNOWN : `${percentOf(low)}–${percentOf(high)}`;
}

/** A share that somebody chose, as they would write it: `95 %`, `0.5 %`. */
export function formatTarget(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

/** A difference of shares in points, with its sign and without a unit: `+1.2`, `−0.04`. */
export function formatPoints(difference: number | null): string {
  if (difference === null) return UNKNOWN;
  const text = percentOf(Math.abs(difference));
  if (Number(text) === 0) return text;
  return `${difference > 0 ? "+" : MINUS}${text}`;
}

/** A multiple: `9.4`, `18`, `0.05`. */
export function formatTimes(factor: number | null): string {
  if (factor === null) return UNKNOWN;
  const digits = Math.abs(factor) < 0.1 ? 2 : Math.abs(factor) < 99.95 ? 1 : 0;
  return `${Number(factor.toFixed(digits))}`.replace("-", MINUS);
}

function percentOf(share: number): string {
  const percent = share * 100;
  return percent.toFixed(percent !== 0 && Math.abs(percent) < 0.1 ? 2 : 1);
}
