"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./settings.module.css";

const PAGES = [
  ["", "Project and keys"],
  ["/people", "People"],
] as const;

export function SettingsNav({ slug }: { readonly slug: string }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className={styles["nav"]}>
      {PAGES.map(([path, title]) => {
        const href = `/${slug}/settings${path}`;
        return (
          <Link
            key={path}
            href={href}
            {...(pathname === href ? { "aria-current": "page" as const } : {})}
          >
            {title}
          </Link>
        );
      })}
    </nav>
  );
}
