"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useTransition } from "react";

/** Reads the page again every so often while it is on and in sight. */
export function useSteadyRefresh(everyMs: number, isOn = true): void {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const refresh = useEffectEvent(() => {
    // A new reading would throw away one that is still under way, and a slow page never come.
    if (isReading || document.visibilityState !== "visible") return;
    startReading(() => router.refresh());
  });
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => refresh(), everyMs);
    return () => clearInterval(timer);
  }, [isOn, everyMs]);
}
