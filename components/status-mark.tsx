import { IconAlertCircleFilled, IconCircleCheckFilled } from "@tabler/icons-react";
import styles from "./badges.module.css";

type StatusMarkProps = { readonly status: "ok" | "error"; readonly note?: string | null };

/** How something ended: icon, word and colour. A note adds what stands behind it. */
export function StatusMark({ status, note = null }: StatusMarkProps) {
  const Icon = status === "ok" ? IconCircleCheckFilled : IconAlertCircleFilled;
  return (
    <span className={styles["status"]} data-status={status} title={note ?? undefined}>
      <Icon size={14} aria-hidden />
      {status === "ok" ? "ok" : "error"}
      {status === "ok" && note !== null ? <span className={styles["note"]}>*</span> : null}
    </span>
  );
}
