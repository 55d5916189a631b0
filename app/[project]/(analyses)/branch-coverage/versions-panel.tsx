import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { VerdictMark } from "@/components/verdict-mark";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { VersionChange, VersionCoverage } from "@/lib/analyses/branch-coverage/report-shape";
import { changedSearch } from "../../traces/list-address";
import styles from "./branch-coverage.module.css";
import { HELP } from "./help";

type VersionsPanelProps = {
  readonly report: BranchCoverageReport;
  /** The page's own query string. */
  readonly search: string;
  readonly csvHref: string;
};

const SHOWN = 30;

/** Coverage by prompt version, and what the shown one changed. */
export function VersionsPanel({ report, search, csvHref }: VersionsPanelProps) {
  return (
    <Panel id="versions" title="Prompt versions" help={HELP.versions} csvHref={csvHref}>
      <DataTable
        caption="Prompt versions, the latest first"
        columns={[
          { id: "version", title: "Version", isWide: true },
          { id: "coverage", title: "Coverage", isNumeric: true },
          { id: "interval", title: "95 % interval, %", isNumeric: true },
          { id: "covered", title: "Covered", isNumeric: true },
          { id: "evals", title: "Eval traces", isNumeric: true },
          { id: "requests", title: "Requests", isNumeric: true },
        ]}
        rows={report.byVersion.slice(0, SHOWN).map((row) => ({
          id: `${row.prompt}@${row.promptVersion}`,
          cells: versionCells(row, search),
        }))}
      />
      <Diff report={report} />
    </Panel>
  );
}

function versionCells(row: VersionCoverage, search: string) {
  const { prompt, promptVersion } = row;
  const name = prompt === null ? "no prompt named" : `${prompt}@${promptVersion ?? UNKNOWN}`;
  const asked = changedSearch(search, { prompt, promptVersion });
  return {
    version: (
      <>
        {prompt === null || promptVersion === null ? (
          name
        ) : (
          <Link href={asked} prefetch={false} scroll={false}>
            {name}
          </Link>
        )}
        {row.isCounted ? <span className={styles["tag"]}>counts</span> : null}
      </>
    ),
    coverage: formatShare(row.coverage),
    interval: formatInterval(row.low, row.high),
    covered: `${row.covered} of ${row.registered}`,
    evals: formatCount(row.evalTraces),
    requests: formatCount(row.requests),
  };
}

const CHANGE_WORDS = { added: "+ added", edited: "~ edited", removed: "− removed" } as const;

function Diff({ report }: Pick<VersionsPanelProps, "report">) {
  const { diff } = report;
  if (diff === null) return null;
  const touched = diff.changes.filter(({ change }) => change !== "removed");
  const open = touched.filter(({ isCovered }) => !isCovered);
  return (
    <>
      <h3 className={styles["subtitle"]}>
        {diff.from} → {diff.to}: {touched.length} touched, {open.length} uncovered,{" "}
        {diff.changes.length - touched.length} removed, {diff.unchanged} unchanged
      </h3>
      <ul className={styles["changes"]}>
        {diff.changes.map((change) => (
          <Change key={`${change.change} ${change.label}`} change={change} />
        ))}
      </ul>
    </>
  );
}

function Change({ change }: { readonly change: VersionChange }) {
  const { before, after, isCovered, isNowUncovered, branchId } = change;
  return (
    <li>
      <span className={styles["change"]} data-change={change.change}>
        {CHANGE_WORDS[change.change]}
      </span>
      <span className={styles["sentences"]}>
        {before === null ? null : <del>{before}</del>}
        {after === null ? null : <ins>{after}</ins>}
      </span>
      {change.change === "removed" ? null : isCovered ? (
        <VerdictMark status="ok" word="covered" isSmall />
      ) : (
        <VerdictMark
          status="broken"
          word={
            isNowUncovered ? "now uncovered" : branchId === null ? "not confirmed" : "uncovered"
          }
          isSmall
        />
      )}
    </li>
  );
}
