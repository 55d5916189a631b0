import type { MouseEvent } from "react";

/**
 * A click anywhere in a row does what a click on its link does, a new tab with Ctrl, ⌘ or the middle
 * button included. Links and buttons of the row keep what they do, and so does selecting its text.
 */
export function openRow(event: MouseEvent<HTMLElement>, follow: (href: string) => void): void {
  const { target } = event;
  if (!(target instanceof Element) || target.closest("a, button") !== null) return;
  if (event.button > 1 || !(document.getSelection()?.isCollapsed ?? true)) return;
  const href = target.closest("tr")?.querySelector("a[data-open]")?.getAttribute("href");
  if (href == null) return;
  const isAside = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey;
  if (isAside) window.open(href, "_blank", "noopener");
  else follow(href);
}
