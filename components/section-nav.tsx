"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./section-nav.module.css";

type SectionNavProps = {
  /** Told to screen readers. */
  readonly label: string;
  readonly pages: readonly { readonly href: string; readonly title: string }[];
};

/** The pages of one section, above each of them. */
export function SectionNav({ label, pages }: SectionNavProps) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={styles["nav"]}>
      {pages.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          {...(pathname === href ? { "aria-current": "page" as const } : {})}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
