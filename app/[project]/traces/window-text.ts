import type { Range } from "@/lib/domain/time-window";

export const RANGE_NAMES: Readonly<Record<Range, string>> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  "180d": "Last 180 days",
  "1y": "Last year",
};

/** A window in a time zone, from ISO 8601 texts: `12 May, 14:00 – 13 May, 09:30`. */
export function formatWindow(from: string, to: string, zone: string): string {
  return `${formatMoment(from, zone)} – ${formatMoment(to, zone)}`;
}

/** `12 May, 14:00` in a time zone. */
export function formatMoment(iso: string, zone: string): string {
  return new Date(iso).toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
}
