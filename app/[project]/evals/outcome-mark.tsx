import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconHelpCircle,
} from "@tabler/icons-react";
import type { CaseOutcome } from "@/lib/domain/evals/pass-rate";
import styles from "./outcome-mark.module.css";

const MARKS = {
  passed: IconCircleCheckFilled,
  flaky: IconAlertTriangleFilled,
  failed: IconCircleXFilled,
  unjudged: IconHelpCircle,
} as const;

type OutcomeMarkProps = {
  readonly outcome: CaseOutcome;
  /** Behind the word: `3 of 4`. */
  readonly count?: string;
  /** In place of the word. */
  readonly word?: string;
};

/** How a case or an attempt came out: icon, word and colour. */
export function OutcomeMark({ outcome, count, word }: OutcomeMarkProps) {
  const Icon = MARKS[outcome];
  return (
    <span className={styles["mark"]} data-outcome={outcome}>
      <Icon size={14} aria-hidden />
      {word === "" ? <b className="tm-visually-hidden">{outcome}</b> : (word ?? outcome)}
      {count === undefined ? null : <span>{count}</span>}
    </span>
  );
}

/** What an attempt's verdict is called. */
export function outcomeOfAttempt(passed: boolean | null): CaseOutcome {
  if (passed === null) return "unjudged";
  return passed ? "passed" : "failed";
}
