"use client";

import { useEffect, useEffectEvent } from "react";

export type KeyActions = { readonly [key: string]: (event: KeyboardEvent) => void };

/**
 * Runs an action when its key is pressed anywhere on the page, upper and lower case apart. Keys
 * typed into a field, pressed with Ctrl, Alt or Meta, or meant for an open dialog are left alone.
 */
export function useKeys(actions: KeyActions): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const action = Object.hasOwn(actions, event.key) ? actions[event.key] : undefined;
    if (!action || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTaken(event)) return;
    action(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

const FIELDS = "input, textarea, select, [contenteditable='true']";
const ACTED_ON_BY_ENTER = "a, button, summary, [role='separator']";

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(FIELDS)) return true;
  if (event.key === "Enter" && target?.closest(ACTED_ON_BY_ENTER)) return true;
  return document.querySelector("[role='dialog'][aria-modal='true']") !== null;
}
