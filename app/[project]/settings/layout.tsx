import type { ReactNode } from "react";
import { requireProject } from "@/app/require-project";
import { isAtLeast } from "@/lib/domain/role";
import styles from "./settings.module.css";
import { SettingsNav } from "./settings-nav";

type SettingsLayoutProps = {
  readonly children: ReactNode;
  readonly params: Promise<{ project: string }>;
};

export default async function SettingsLayout({ children, params }: SettingsLayoutProps) {
  const { slug, role } = await requireProject((await params).project);
  return (
    <div className={styles["page"]}>
      <h1>Settings</h1>
      <SettingsNav slug={slug} mayManage={isAtLeast(role, "admin")} />
      {children}
    </div>
  );
}
