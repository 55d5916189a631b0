import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { AttemptLink } from "../../../attempt-link";
import { caseHref } from "../../../eval-address";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { NameLink } from "../../../links";

type GraderPanelProps = { readonly slug: string; readonly attempts: readonly EvalAttemptRow[] };

const SHOWN = 200;

/** Attempts that the grader could not judge, apart from those that failed. */
export function GraderPanel({ slug, attempts }: GraderPanelProps) {
  return (
    <div className={styles["wide"]}>
      <Panel
        id="grader"
        title="Errors of the grader"
        help={HELP.graderErrors}
        {...(attempts.length > SHOWN ? { note: `The first ${SHOWN} of ${attempts.length}` } : {})}
      >
        <DataTable
          caption="Attempts that the grader could not judge"
          columns={[
            { id: "case", title: "Case" },
            { id: "attempt", title: "Attempt", isNumeric: true },
            { id: "error", title: "Error", isWide: true },
          ]}
          rows={attempts.slice(0, SHOWN).map((row) => ({
            id: `${row.case} ${row.attempt}`,
            cells: {
              case: <NameLink href={caseHref(slug, row.suite, row.case)} name={row.case} />,
              attempt: <AttemptLink slug={slug} attempt={row} text={String(row.attempt)} />,
              error: row.error,
            },
          }))}
        />
      </Panel>
    </div>
  );
}
