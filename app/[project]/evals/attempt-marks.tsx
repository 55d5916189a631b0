import { formatCount } from "@/components/format";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { AttemptLink } from "./attempt-link";
import styles from "./attempt-marks.module.css";
import { OutcomeMark, outcomeOfAttempt } from "./outcome-mark";

type AttemptMarksProps = {
  readonly slug: string;
  readonly attempts: readonly EvalAttemptRow[];
  /** Of more attempts the last are shown. */
  readonly most?: number;
  /** Names the run of each too, where they are of several. */
  readonly isAcrossRuns?: boolean;
};

/** One mark an attempt, in their order, each leading to its trace. */
export function AttemptMarks({ slug, attempts, most = 12, isAcrossRuns }: AttemptMarksProps) {
  const left = attempts.length - most;
  return (
    <span className={styles["marks"]}>
      {left > 0 ? <span className={styles["more"]}>{formatCount(left)} earlier</span> : null}
      {attempts.slice(-most).map((row) => (
        <AttemptLink
          key={`${row.run} ${row.attempt}`}
          slug={slug}
          attempt={row}
          title={titleOf(row, isAcrossRuns ?? false)}
          text={
            <OutcomeMark
              outcome={outcomeOfAttempt(row.passed)}
              word={isAcrossRuns ? "" : String(row.attempt)}
            />
          }
        />
      ))}
    </span>
  );
}

function titleOf(row: EvalAttemptRow, isAcrossRuns: boolean): string {
  const word = outcomeOfAttempt(row.passed);
  return [
    `${isAcrossRuns ? `${row.run}, attempt` : "Attempt"} ${row.attempt}: ${word}`,
    row.score === null ? null : `score ${row.score}`,
    row.error,
    row.traceId === null ? "no trace was named" : "opens its trace",
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
