"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

const keyOf = (pathname: string) => `tidemark:list:${pathname}`;

/**
 * Put on a list page: whoever goes back to the list from one of its entries, in the same browser
 * tab, finds it with the filters it was left with.
 */
export function RememberList() {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  useEffect(() => {
    sessionStorage.setItem(keyOf(pathname), search);
  }, [pathname, search]);
  return null;
}

/** Address of a list as it was last left in this browser tab. */
export function rememberedList(pathname: string): string {
  const search = sessionStorage.getItem(keyOf(pathname));
  return search ? `${pathname}?${search}` : pathname;
}
