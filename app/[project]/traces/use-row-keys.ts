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
  const selectRow = (row: HTMLTableRowElement | undefined): boolean => {
    if (row === undefined) return false;
    onSelect(row.dataset["trace"] ?? "");
    return true;
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event) || body.current === null) return;
    const rows = [...body.current.rows];
    const current = rows.findIndex((row) => row.contains(document.activeElement));
    const isHandled =
      event.key === "x" ? selectRow(rows[current]) : moveTo(event.key, rows, current);
    if (isHandled) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Focuses the row after or before; the first when none has the focus. False for any other key. */
function moveTo(key: string, rows: readonly HTMLTableRowElement[], current: number): boolean {
  const step = STEPS.get(key);
  if (step === undefined) return false;
  focusRow(rows[current === -1 ? 0 : current + step]);
  return true;
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ["j", 1],
  ["k", -1],
]);

function focusRow(row: HTMLTableRowElement | undefined): void {
  const link = row?.querySelector<HTMLAnchorElement>("a[data-open]");
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}
