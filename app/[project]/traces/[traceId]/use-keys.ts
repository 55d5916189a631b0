"use client";

import { useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/typing-target";

/** A key as `KeyboardEvent.key` names it, and what it does. */
export type KeyAction = readonly [key: string, action: () => void];

/** Runs an action when its key is pressed anywhere on the page; upper and lower case are two keys. */
export function useKeys(actions: readonly KeyAction[]): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const action = actions.find(([key]) => key === event.key)?.[1];
    if (!action || isTyping(event) || isForControl(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Enter on a link or a button is a press of it. */
function isForControl({ key, target }: KeyboardEvent): boolean {
  if (key !== "Enter" || !(target instanceof Element)) return false;
  return target.closest("a, button, summary") !== null;
}
