/** What stands where a number is not known. */
export const UNKNOWN = "—";

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `1,234,567`. */
export function formatCount(count: number | null): string {
  return count === null ? UNKNOWN : COUNT.format(count);
}

/** Three significant digits with k, M or G: `812`, `12.3k`, `1.05M`. */
export function formatCompact(count: number | null): string {
  if (count === null) return UNKNOWN;
  const scales = [
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const;
  // 999.5k would print as 1000k, so a scale starts a little below its round number.
  const scale = scales.find(([unit]) => Math.abs(count) >= unit * 0.9995);
  if (scale === undefined) return COUNT.format(count);
  return `${significant(count / scale[0])}${scale[1]}`;
}

/** `0.4 ms`, `812 ms`, `2.41 s`, `1 m 12 s`, `3 h 4 m`, `13 d 12 h`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  if (ms > 0 && ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${significant(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 2880) return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Dollars with enough digits for a single cheap call: `$0.0123`, `$1.84`, `$1,204`. */
export function formatCost(usd: number | null): string {
  if (usd === null) return UNKNOWN;
  if (usd === 0) return "$0";
  if (usd < 0.000_1) return "<$0.0001";
  if (usd < 0.1) return `$${Number(usd.toPrecision(3))}`;
  if (usd < 1000) return `$${usd.toFixed(2)}`;
  return `$${COUNT.format(usd)}`;
}

/** A share as percent with one decimal: `53.0 %`. */
export function formatRatio(share: number | null): string {
  return share === null ? UNKNOWN : `${(share * 100).toFixed(1)} %`;
}

/** `2026-05-12 14:02:10` in the named zone. */
export function formatTime(date: Date, zone = "UTC"): string {
  return `${formatDay(date, zone)} ${formatClock(date, zone)}`;
}

/** `14:02:10` in the named zone. */
export function formatClock(date: Date, zone = "UTC"): string {
  return date.toLocaleTimeString("en-GB", { timeZone: zone, hour12: false });
}

/** `2026-05-12` in the named zone. */
export function formatDay(date: Date, zone = "UTC"): string {
  return date.toLocaleDateString("sv-SE", { timeZone: zone });
}

/** How long before `now`: `just now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`; `in …` when ahead. */
export function formatAgo(date: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1000);
  const span = Math.abs(seconds);
  if (span < 2) return "just now";
  const text = agoOf(span);
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

function agoOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

function significant(value: number): string {
  return value.toFixed(Math.abs(value) < 9.995 ? 2 : Math.abs(value) < 99.95 ? 1 : 0);
}
