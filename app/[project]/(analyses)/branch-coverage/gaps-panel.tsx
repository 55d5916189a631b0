import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { BranchRow } from "@/lib/analyses/branch-coverage/report-shape";
import type { AnalysisAddress } from "../traces-link";
import { branchCells } from "./branch-cells";
import styles from "./branch-coverage.module.css";
import { BranchDialog } from "./branch-dialog";
import { HELP } from "./help";
import { MakeCaseDialog } from "./make-case-dialog";

type GapsPanelProps = {
  readonly slug: string;
  readonly report: BranchCoverageReport;
  readonly gaps: readonly BranchRow[];
  readonly address: AnalysisAddress;
  readonly suites: readonly string[];
  readonly csvHref: string;
};

const SHOWN = 50;

/** What fires in production and no eval covers, with a trace to make a case of. */
export function GapsPanel({ slug, report, gaps, address, suites, csvHref }: GapsPanelProps) {
  return (
    <Panel
      id="gaps"
      title="Fires in production, not covered by evals"
      note={`${gaps.length} branches, by requests × severity`}
      help={HELP.gaps}
      csvHref={csvHref}
    >
      {gaps.length === 0 ? (
        <p className={styles["muted"]}>
          Every branch that fires in production has {report.minHits} eval hits or more.
        </p>
      ) : (
        <DataTable
          caption="Branches that production fires and evals do not cover, gravest first"
          columns={[
            { id: "branch", title: "Branch", isWide: true },
            { id: "status", title: "Status" },
            { id: "requests", title: "Requests", isNumeric: true },
            { id: "share", title: "Share", isNumeric: true },
            { id: "interval", title: "95 % interval, %", isNumeric: true },
            { id: "evals", title: "Evals", isNumeric: true },
            { id: "severity", title: "Severity", isNumeric: true },
            { id: "cases", title: "Cases", isNumeric: true, meaning: "Eval cases that name it" },
            { id: "example", title: "Example" },
            { id: "action", title: "" },
          ]}
          rows={gaps.slice(0, SHOWN).map((row) => ({
            id: row.id,
            cells: {
              ...branchCells(row, { slug, address, ...report }),
              example: <Example slug={slug} row={row} />,
              action: <Actions slug={slug} row={row} suites={suites} />,
            },
          }))}
        />
      )}
      {gaps.length > SHOWN ? (
        <p className={styles["footnote"]}>
          The {gaps.length - SHOWN} below are in the table of all branches.
        </p>
      ) : null}
    </Panel>
  );
}

function Example({ slug, row }: { readonly slug: string; readonly row: BranchRow }) {
  if (row.example === null) return null;
  return (
    <Link href={`/${slug}/traces/${row.example}`} prefetch={false} className={styles["trace"]}>
      {row.example.slice(0, 8)}
    </Link>
  );
}

type ActionsProps = Pick<GapsPanelProps, "slug" | "suites"> & { readonly row: BranchRow };

function Actions({ slug, row, suites }: ActionsProps) {
  return (
    <span className={styles["actions"]}>
      {row.example === null ? null : (
        <MakeCaseDialog
          slug={slug}
          traceId={row.example}
          branches={[row.id]}
          expected={row.branch}
          suites={suites}
        />
      )}
      {row.isRegistered ? null : <BranchDialog slug={slug} row={row} />}
    </span>
  );
}
