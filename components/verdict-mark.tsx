import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconHelpCircle,
} from "@tabler/icons-react";
import styles from "./verdict.module.css";

export type Verdict = "ok" | "watch" | "broken" | "unknown";

const MARKS = {
  ok: { Icon: IconCircleCheckFilled, word: "ok" },
  watch: { Icon: IconAlertTriangleFilled, word: "watch" },
  broken: { Icon: IconAlertCircleFilled, word: "broken" },
  unknown: { Icon: IconHelpCircle, word: "cannot tell" },
} as const;

type VerdictMarkProps = {
  readonly status: Verdict;
  /** In place of the usual word, where a more telling one is at hand. */
  readonly word?: string;
  readonly isSmall?: boolean;
};

/** How something stands: icon, word and colour. */
export function VerdictMark({ status, word, isSmall = false }: VerdictMarkProps) {
  const { Icon, word: usual } = MARKS[status];
  return (
    <span className={styles["mark"]} data-status={status} data-small={isSmall || undefined}>
      <Icon size={isSmall ? 13 : 16} aria-hidden />
      {word ?? usual}
    </span>
  );
}
