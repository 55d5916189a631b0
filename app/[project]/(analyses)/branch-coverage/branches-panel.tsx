import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { AnalysisAddress } from "../traces-link";
import { BranchAnchor, branchCells } from "./branch-cells";
import styles from "./branch-coverage.module.css";
import { BranchDialog } from "./branch-dialog";
import { HELP } from "./help";

type BranchesPanelProps = {
  readonly slug: string;
  readonly report: BranchCoverageReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

/** More rows than these are in the download only: nobody reads them here. */
const SHOWN = 200;

/** Everything that is known of each branch. */
export function BranchesPanel({ slug, report, address, csvHref }: BranchesPanelProps) {
  const { branches } = report;
  return (
    <Panel
      id="branches"
      title="Branches"
      note={`${report.registered + report.exempt} registered, ${branches.length - report.registered - report.exempt} seen only`}
      help={HELP.branches}
      csvHref={csvHref}
    >
      <DataTable
        caption="Branches, what is untested first"
        columns={[
          { id: "branch", title: "Branch", isWide: true },
          { id: "status", title: "Status" },
          { id: "requests", title: "Requests", isNumeric: true },
          { id: "share", title: "Share", isNumeric: true, meaning: "Of requests at its point" },
          { id: "evals", title: "Evals", isNumeric: true },
          { id: "else", title: "Else", meaning: "Whether evals also passed it by" },
          { id: "cases", title: "Cases", isNumeric: true },
          { id: "severity", title: "Severity", isNumeric: true },
          { id: "owner", title: "Owner" },
          { id: "last", title: "Last fired" },
          { id: "action", title: "" },
        ]}
        rows={branches.slice(0, SHOWN).map((row) => {
          const cells = branchCells(row, { slug, address, ...report });
          return {
            id: row.id,
            cells: {
              ...cells,
              branch: (
                <>
                  <BranchAnchor id={row.id} />
                  {cells.branch}
                </>
              ),
              else: row.evalHits === 0 ? "" : row.evalPassedBy > 0 ? "tested" : "untested",
              action: <BranchDialog slug={slug} row={row} />,
            },
          };
        })}
      />
      {branches.length > SHOWN ? (
        <p className={styles["footnote"]}>
          {branches.length - SHOWN} more are in the download. Narrow to a decision point with the
          parameter <code>point</code>.
        </p>
      ) : null}
    </Panel>
  );
}
