import type { Range } from "@/lib/domain/time-window";

export const RANGE_NAMES: Readonly<Record<Range, string>> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "6h": "Last 6 hours",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
};

/** A window in the reader's time zone, from ISO 8601 texts: `12 May 14:00 – 13 May 09:30`. */
export function formatWindow(from: string, to: string): string {
  return `${formatMoment(new Date(from))} – ${formatMoment(new Date(to))}`;
}

/** `12 May 14:00`, in the time zone of whoever runs this. */
export function formatMoment(date: Date): string {
  return date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}
