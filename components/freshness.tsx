"use client";

import { useEffect, useSyncExternalStore } from "react";
import { formatClock, formatTime } from "./format";

// The bar at the top outlives the page below it, so the page leaves word here of when it was read.
let readAt: string | null = null;
const listeners = new Set<() => void>();

function leaveWord(at: string | null): void {
  readAt = at;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Put on a page by whoever read its data: tells the bar at the top when that was. ISO 8601. */
export function AsOf({ at }: { readonly at: string }) {
  useEffect(() => {
    leaveWord(at);
    return () => leaveWord(null);
  }, [at]);
  return null;
}

/** "as of 14:02:10", or nothing while a page has not said. */
export function Freshness({ className }: { readonly className: string | undefined }) {
  const at = useSyncExternalStore(
    subscribe,
    () => readAt,
    () => null,
  );
  if (at === null) return <span className={className} />;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const date = new Date(at);
  return (
    <time className={className} dateTime={at} title={`Read ${formatTime(date, zone)} ${zone}`}>
      as of {formatClock(date, zone)}
    </time>
  );
}
