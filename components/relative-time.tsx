"use client";

import { useSyncExternalStore } from "react";
import { formatAgo, formatTime } from "./format";
import { useTimeZone } from "./use-time-zone";

type RelativeTimeProps = {
  /** ISO 8601. */
  readonly at: string;
  /** When the page was made: what is shown until the browser's own clock takes over. ISO 8601. */
  readonly now: string;
};

const TICK_MS = 10_000;

// One clock for all of a page's times, so that a long table has one timer.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(onTick: () => void): () => void {
  listeners.add(onTick);
  timer ??= setInterval(() => {
    for (const listener of listeners) listener();
  }, TICK_MS);
  return () => {
    listeners.delete(onTick);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const currentTick = () => Math.floor(Date.now() / TICK_MS) * TICK_MS;

/** How long ago something was; the absolute time with its zone is in the tooltip. */
export function RelativeTime({ at, now }: RelativeTimeProps) {
  const servedAt = new Date(now).getTime();
  const tick = useSyncExternalStore(subscribe, currentTick, () => servedAt);
  const date = new Date(at);
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={`${formatTime(date, zone)} ${zone}`}>
      {formatAgo(date, new Date(Math.max(tick, servedAt)))}
    </time>
  );
}
