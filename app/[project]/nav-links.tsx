"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { scopeOfQuery } from "@/lib/domain/analysis-scope";
import styles from "./layout.module.css";
import { type NamedAnalysis, projectPages } from "./project-pages";

type NavLinksProps = { readonly slug: string; readonly analyses: readonly NamedAnalysis[] };

/** The project's pages. From one analysis to the next, window and filters are kept. */
export function NavLinks({ slug, analyses }: NavLinksProps) {
  const pathname = usePathname();
  const search = useSearchParams();
  const pages = projectPages(analyses).map((page) => {
    const href = `/${slug}/${page.path}`;
    return { ...page, href, isCurrent: pathname === href || pathname.startsWith(`${href}/`) };
  });
  const isOnAnalysis = pages.some(({ isCurrent, isAnalysis }) => isCurrent && isAnalysis);
  const scope = isOnAnalysis ? scopeOfQuery(search) : "";
  return (
    <nav aria-label="Project" className={styles["links"]}>
      {pages.map(({ path, href, title, Icon, isCurrent, isAnalysis }) => (
        <Link
          key={path}
          href={isAnalysis && scope !== "" ? `${href}?${scope}` : href}
          className={styles["link"]}
          {...(isCurrent ? { "aria-current": "page" as const } : {})}
        >
          <Icon size={18} stroke={1.75} aria-hidden />
          {title}
        </Link>
      ))}
    </nav>
  );
}
