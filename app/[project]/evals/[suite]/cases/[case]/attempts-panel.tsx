import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import type { StoredCase } from "@/lib/domain/evals/eval-case";
import { passRateOf } from "@/lib/domain/evals/pass-rate";
import { groupBy } from "@/lib/domain/group-by";
import { AttemptLink } from "../../../attempt-link";
import { AttemptMarks } from "../../../attempt-marks";
import { runHref } from "../../../eval-address";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { NameLink } from "../../../links";
import { OutcomeMark, outcomeOfAttempt } from "../../../outcome-mark";
import { plural } from "../../../rate-text";

type AttemptsPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly attempts: readonly EvalAttemptRow[];
  readonly found: StoredCase | null;
  readonly now: string;
};

const SHOWN = 200;

/** Every attempt at a case over time: by subject, then one by one. */
export function AttemptsPanel({ slug, attempts, found, now }: AttemptsPanelProps) {
  const inOrder = [...attempts].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || a.attempt - b.attempt,
  );
  return (
    <div className={styles["wide"]}>
      <Panel
        id="attempts"
        title="Attempts"
        note={plural(attempts.length, "attempt")}
        help={HELP.attempts}
      >
        {attempts.length === 0 ? (
          <p className={styles["muted"]}>No run has tried this case yet.</p>
        ) : (
          <>
            <Subjects slug={slug} attempts={inOrder} />
            <h3 className={styles["subtitle"]}>One by one, latest first</h3>
            <Log slug={slug} attempts={inOrder.slice(-SHOWN).reverse()} found={found} now={now} />
          </>
        )}
      </Panel>
    </div>
  );
}

type SubjectsProps = Pick<AttemptsPanelProps, "slug" | "attempts">;

function Subjects({ slug, attempts }: SubjectsProps) {
  return (
    <DataTable
      caption="Attempts by subject, oldest first"
      columns={[
        { id: "subject", title: "Subject", isWide: true },
        { id: "passed", title: "Passed", isNumeric: true },
        { id: "share", title: "Share", isNumeric: true },
        { id: "marks", title: "Attempts over time" },
      ]}
      rows={[...groupBy(attempts, (row) => row.subjectKey)].map(([key, own]) => {
        const { passed, judged, share } = passRateOf(own);
        return {
          id: key,
          cells: {
            subject: own[0]?.subjectLabel,
            passed: judged === 0 ? UNKNOWN : `${formatCount(passed)} of ${formatCount(judged)}`,
            share: formatShare(share),
            marks: <AttemptMarks slug={slug} attempts={own} isAcrossRuns />,
          },
        };
      })}
    />
  );
}

type LogProps = Pick<AttemptsPanelProps, "slug" | "attempts" | "found" | "now">;

function Log({ slug, attempts, found, now }: LogProps) {
  return (
    <DataTable
      caption="Attempts, latest first"
      columns={[
        { id: "at", title: "When" },
        { id: "run", title: "Run" },
        { id: "attempt", title: "Attempt", isNumeric: true },
        { id: "outcome", title: "Outcome" },
        { id: "score", title: "Score", isNumeric: true },
        { id: "trace", title: "Trace" },
        { id: "content", title: "Content" },
        { id: "subject", title: "Subject" },
        { id: "error", title: "Error", isWide: true },
      ]}
      rows={attempts.map((row) => ({
        id: `${row.run} ${row.attempt}`,
        cells: {
          at: <RelativeTime at={row.at.toISOString()} now={now} />,
          run: <NameLink href={runHref(slug, row.suite, row.run)} name={row.run} />,
          attempt: row.attempt,
          outcome: <OutcomeMark outcome={outcomeOfAttempt(row.passed)} />,
          score: row.score ?? UNKNOWN,
          trace:
            row.traceId === null ? (
              UNKNOWN
            ) : (
              <AttemptLink slug={slug} attempt={row} text={row.traceId.slice(0, 8)} />
            ),
          content: contentWord(row, found),
          subject: row.subjectLabel,
          error: row.error ?? "",
        },
      }))}
    />
  );
}

/** Whether the attempt was at the case as it stands. */
function contentWord({ contentHash }: EvalAttemptRow, found: StoredCase | null): string {
  if (contentHash === null) return "not known";
  return contentHash === found?.contentHash ? "as now" : "before an edit";
}
