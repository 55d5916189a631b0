"use client";

import { IconListDetails, IconMessages, IconSettings } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./layout.module.css";

/** The pages that every project has, with the letter that follows `g`. */
export const PROJECT_PAGES = [
  { path: "traces", title: "Traces", letter: "t", Icon: IconListDetails },
  { path: "sessions", title: "Sessions", letter: "s", Icon: IconMessages },
  { path: "settings", title: "Settings", letter: ",", Icon: IconSettings },
] as const;

export function NavLinks({ slug }: { readonly slug: string }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Project" className={styles["links"]}>
      {PROJECT_PAGES.map(({ path, title, Icon }) => {
        const href = `/${slug}/${path}`;
        const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={path}
            href={href}
            className={styles["link"]}
            {...(isCurrent ? { "aria-current": "page" as const } : {})}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            {title}
          </Link>
        );
      })}
    </nav>
  );
}
