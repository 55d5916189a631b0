import { IconArchive, IconCircleDashed, IconPointFilled } from "@tabler/icons-react";
import type { CaseStatus } from "@/lib/domain/evals/eval-case";
import styles from "./outcome-mark.module.css";

const ICONS = { active: IconPointFilled, draft: IconCircleDashed, retired: IconArchive } as const;

/** Whether a case is in the numbers: icon and word. */
export function CaseStatusMark({ status }: { readonly status: CaseStatus }) {
  const Icon = ICONS[status];
  return (
    <span className={styles["mark"]} data-status={status}>
      <Icon size={14} aria-hidden />
      {status}
    </span>
  );
}
