import { DataTable } from "@/components/data-table";
import { UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import type { CaseResult } from "@/lib/domain/evals/summarise-run";
import { AttemptMarks } from "../../../attempt-marks";
import { caseHref, exportHref } from "../../../eval-address";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { NameLink } from "../../../links";
import { OutcomeMark } from "../../../outcome-mark";
import { PageLinks } from "../../../page-links";

type ResultsPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly run: string;
  readonly cases: readonly CaseResult[];
  readonly skip: number;
  readonly search: string;
};

const PAGE_ROWS = 50;

/** The cases of a run with every attempt, those that need a look first. */
export function ResultsPanel({ slug, suite, run, cases, skip, search }: ResultsPanelProps) {
  const shown = cases.slice(skip, skip + PAGE_ROWS);
  return (
    <div className={styles["wide"]}>
      <Panel
        id="results"
        title="Cases"
        note="Failed first, then flaky, unjudged and passed"
        help={HELP.results}
        csvHref={exportHref(slug, suite, "results", { run })}
      >
        <DataTable
          caption="Cases of the run, failed first"
          columns={[
            { id: "case", title: "Case" },
            { id: "outcome", title: "Outcome" },
            { id: "passed", title: "Passed", isNumeric: true, meaning: "Of its judged attempts" },
            { id: "attempts", title: "Attempts" },
            { id: "score", title: "Mean score", isNumeric: true },
            { id: "error", title: "First error", isWide: true },
          ]}
          rows={shown.map((row) => ({ id: row.case, cells: cellsOf(row, slug, suite) }))}
        />
        <PageLinks
          skip={skip}
          shown={shown.length}
          total={cases.length}
          pageSize={PAGE_ROWS}
          search={search}
        />
      </Panel>
    </div>
  );
}

function cellsOf(row: CaseResult, slug: string, suite: string) {
  const scores = row.attempts.flatMap(({ score }) => score ?? []);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return {
    case: <NameLink href={caseHref(slug, suite, row.case)} name={row.case} />,
    outcome: <OutcomeMark outcome={row.outcome} />,
    passed: row.judged === 0 ? UNKNOWN : `${row.passed} of ${row.judged}`,
    attempts: <AttemptMarks slug={slug} attempts={row.attempts} />,
    score: scores.length === 0 ? UNKNOWN : Number(mean.toFixed(3)),
    error: row.attempts.find(({ error }) => error !== null)?.error ?? "",
  };
}
