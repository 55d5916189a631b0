"use client";

import { formatTime } from "@/components/format";
import { useTimeZone } from "@/components/use-time-zone";
import { formatMoment } from "../traces/window-text";

/** `12 May, 14:00` in the reader's time zone, which the tooltip names. ISO 8601. */
export function Moment({ at }: { readonly at: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={`${formatTime(new Date(at), zone)} ${zone}`}>
      {formatMoment(at, zone)}
    </time>
  );
}
