"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef } from "react";
import { isTyping } from "@/components/typing-target";
import type { LinkedPage } from "./use-project-pages";

/** How long after `g` its letter may come. */
const CHORD_MS = 1_500;

/** The shortcuts that every page of a project has. */
export function useProjectKeys(
  pages: readonly LinkedPage[],
  { onHelp, onTheme }: { readonly onHelp: () => void; readonly onTheme: () => void },
): void {
  const router = useRouter();
  const chordAt = useRef(Number.NEGATIVE_INFINITY);
  const singles = new Map([
    ["?", onHelp],
    ["t", onTheme],
  ]);
  const openPage = (key: string) => {
    const page = pages.find(({ letter }) => letter === key);
    return page && (() => router.push(page.href));
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const isChord = event.timeStamp - chordAt.current < CHORD_MS;
    chordAt.current = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const action = isChord ? openPage(event.key) : singles.get(event.key);
    if (action === undefined) return;
    action();
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
