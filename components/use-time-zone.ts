"use client";

import { useSyncExternalStore } from "react";

const noChange = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's time zone; UTC while the page is drawn on the server, which cannot know it. */
export function useTimeZone(): string {
  return useSyncExternalStore(noChange, browserZone, () => "UTC");
}
