"use client";

import Link from "next/link";
import styles from "./layout.module.css";
import type { NamedAnalysis } from "./project-pages";
import { useProjectPages } from "./use-project-pages";

type NavLinksProps = { readonly slug: string; readonly analyses: readonly NamedAnalysis[] };

export function NavLinks({ slug, analyses }: NavLinksProps) {
  return (
    <nav aria-label="Project" className={styles["links"]}>
      {useProjectPages(slug, analyses).map(({ path, href, title, Icon, isCurrent }) => (
        <Link
          key={path}
          href={href}
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
