"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { scopeOfQuery } from "@/lib/domain/analysis-scope";
import { type NamedAnalysis, type ProjectPage, projectPages } from "./project-pages";

export type LinkedPage = ProjectPage & { readonly href: string; readonly isCurrent: boolean };

/** The project's pages with their addresses. From one analysis to the next, filters are kept. */
export function useProjectPages(
  slug: string,
  analyses: readonly NamedAnalysis[],
): readonly LinkedPage[] {
  const pathname = usePathname();
  const search = useSearchParams();
  const pages = projectPages(analyses).map((page) => {
    const href = `/${slug}/${page.path}`;
    return { ...page, href, isCurrent: pathname === href || pathname.startsWith(`${href}/`) };
  });
  const isOnAnalysis = pages.some(({ isCurrent, isAnalysis }) => isCurrent && isAnalysis);
  const scope = isOnAnalysis ? scopeOfQuery(search) : "";
  if (scope === "") return pages;
  return pages.map((page) => (page.isAnalysis ? { ...page, href: `${page.href}?${scope}` } : page));
}
