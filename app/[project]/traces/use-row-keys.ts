"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { isTyping } from "@/components/typing-target";

/**
 * `j` and `k` move the focus from row to row, so that Enter opens what is focused; `x` selects.
 * The focus itself is the cursor: it is visible, it scrolls, and screen readers follow it.
 */
export function useRowKeys(
  body: RefObject<HTMLTableSectionElement | null>,
  onSelect: (traceId: string) => void,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || body.current === null) return;
    const rows = [...body.current.rows];
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const step = { j: 1, k: -1 }[event.key];
    const traceId = event.key === "x" ? rows[current]?.dataset["trace"] : undefined;
    if (step === undefined && traceId === undefined) return;
    event.preventDefault();
    if (traceId !== undefined) onSelect(traceId);
    if (step !== undefined) focusRow(rows[current === -1 ? 0 : current + step]);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function focusRow(row: HTMLTableRowElement | undefined): void {
  const link = row?.querySelector<HTMLAnchorElement>("a[data-open]");
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}
