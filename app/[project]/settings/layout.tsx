import type { ReactNode } from "react";
import { requireProject } from "@/app/require-project";
import { SectionNav } from "@/components/section-nav";
import { isAtLeast } from "@/lib/domain/role";
import styles from "./settings.module.css";

type SettingsLayoutProps = {
  readonly children: ReactNode;
  readonly params: Promise<{ project: string }>;
};

const PAGES = [
  ["", "Project and keys"],
  ["/people", "People"],
] as const;
/** For those who manage the project. */
const MANAGED = [
  ["/redaction", "Redaction"],
  ["/audit", "Audit log"],
] as const;

export default async function SettingsLayout({ children, params }: SettingsLayoutProps) {
  const { slug, role } = await requireProject((await params).project);
  const pages = [...PAGES, ...(isAtLeast(role, "admin") ? MANAGED : [])];
  return (
    <div className={styles["page"]}>
      <h1>Settings</h1>
      <SectionNav
        label="Settings"
        pages={pages.map(([path, title]) => ({ href: `/${slug}/settings${path}`, title }))}
      />
      {children}
    </div>
  );
}
