import { CopyButton } from "@/components/copy-button";
import { VerdictPanel } from "@/components/verdict";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { tableHref } from "../export-table";
import styles from "./branch-coverage.module.css";
import { BranchesPanel } from "./branches-panel";
import { GapsPanel } from "./gaps-panel";
import { GraphPanel } from "./graph-panel";
import { NothingDecided } from "./nothing-decided";
import { NumbersStrip } from "./numbers-strip";
import { prepareBranchCoverage } from "./prepare";
import { PromptPanel } from "./prompt-panel";
import { ShiftsPanel } from "./shifts-panel";
import { SuggestionsPanel } from "./suggestions-panel";
import { VersionsPanel } from "./versions-panel";

type BranchCoveragePanelsProps = {
  readonly slug: string;
  /** The page's own query string. */
  readonly search: string;
  readonly params: AnalysisScope;
  readonly report: BranchCoverageReport;
  /** Names of the eval suites there are. */
  readonly suites: readonly string[];
};

/** The verdict, the prompt and the graph, what was found and everything in tables, in this order. */
export function BranchCoveragePanels(props: BranchCoveragePanelsProps) {
  const { slug, search, params, report, suites } = props;
  const address = { slug, scope: params };
  const view = prepareBranchCoverage(report, address);
  const csvHref = (table: string) => tableHref(slug, "branch-coverage", search, table);
  const isEmpty = report.branches.length === 0;
  return (
    <>
      <VerdictPanel
        {...view.verdict}
        action={<CopyButton text={view.verdict.sentence} label="Copy this sentence" />}
      />
      {isEmpty ? null : <NumbersStrip numbers={view.numbers} />}
      {isEmpty && view.prompt === null ? <NothingDecided slug={slug} search={search} /> : null}
      <div className={styles["panels"]}>
        {view.prompt === null ? null : (
          <PromptPanel slug={slug} view={view.prompt} address={address} />
        )}
        {report.requests === 0 ? null : (
          <GraphPanel report={report} view={view.graph} csvHref={csvHref("graph")} />
        )}
        {report.requests === 0 ? null : (
          <GapsPanel
            {...{ slug, report, address, suites }}
            gaps={view.gaps}
            csvHref={csvHref("branches")}
          />
        )}
        {report.requests === 0 ? null : (
          <ShiftsPanel {...{ slug, report, address }} csvHref={csvHref("shifts")} />
        )}
        {report.byVersion.length === 0 ? null : (
          <VersionsPanel report={report} search={search} csvHref={csvHref("versions")} />
        )}
        <SuggestionsPanel {...{ slug, report, suites }} csvHref={csvHref("suggestions")} />
        {isEmpty ? null : (
          <BranchesPanel {...{ slug, report, address }} csvHref={csvHref("branches")} />
        )}
      </div>
    </>
  );
}
