"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./settings.module.css";

const PAGES = [
  ["", "Project and keys"],
  ["/people", "People"],
] as const;
const MANAGED = [
  ["/redaction", "Redaction"],
  ["/audit", "Audit log"],
] as const;

type SettingsNavProps = { readonly slug: string; readonly mayManage: boolean };

export function SettingsNav({ slug, mayManage }: SettingsNavProps) {
  const pathname = usePathname();
  return (
    <nav aria-label="Settings" className={styles["nav"]}>
      {[...PAGES, ...(mayManage ? MANAGED : [])].map(([path, title]) => {
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
