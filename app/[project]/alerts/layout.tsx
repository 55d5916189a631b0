import type { ReactNode } from "react";
import { requireProject } from "@/app/require-project";
import { SectionNav } from "@/components/section-nav";
import { isAtLeast } from "@/lib/domain/role";
import styles from "./alerts.module.css";

type AlertsLayoutProps = {
  readonly children: ReactNode;
  readonly params: Promise<{ project: string }>;
};

export default async function AlertsLayout({ children, params }: AlertsLayoutProps) {
  const { slug, role } = await requireProject((await params).project);
  const pages = [
    { href: `/${slug}/alerts`, title: "Now and lately" },
    { href: `/${slug}/alerts/rules`, title: "Rules" },
    // The address of a hook is a secret.
    ...(isAtLeast(role, "admin")
      ? [{ href: `/${slug}/alerts/channels`, title: "Channels and deliveries" }]
      : []),
  ];
  return (
    <div className={styles["page"]}>
      <h1>Alerts</h1>
      <SectionNav label="Alerts" pages={pages} />
      {children}
    </div>
  );
}
