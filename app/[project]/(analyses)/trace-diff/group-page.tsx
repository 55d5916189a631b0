import { VerdictPanel } from "@/components/verdict";
import type { TraceDiffParams } from "@/lib/analyses/trace-diff/params";
import type { GroupComparison } from "@/lib/analyses/trace-diff/report-comparison";
import type { Project } from "@/lib/store/projects";
import { AnalysisFrame } from "../analysis-frame";
import { ForkPanel } from "./fork-panel";
import { GraphPanel } from "./graph-panel";
import { prepareGroups } from "./prepare-groups";
import { SignaturePanel } from "./signature-panel";
import styles from "./trace-diff.module.css";

type GroupPageProps = {
  readonly project: Project;
  readonly params: TraceDiffParams;
  readonly report: GroupComparison;
  /** The page's own query string. */
  readonly search: string;
  readonly now: Date;
};

/** Two groups of runs: whether they take other paths, which, and where they part. */
export function GroupPage({ project, params, report, search, now }: GroupPageProps) {
  const view = prepareGroups(report);
  return (
    <AnalysisFrame
      title="Trace diff"
      question="Do two groups of runs take other paths, and where do they part?"
      scope={params}
      search={search}
      readAt={now.toISOString()}
      options={[]}
    >
      <dl className={styles["groups"]}>
        <div data-side="a">
          <dt>A</dt>
          <dd>
            <code>{params.groupA}</code> {report.tracesA} traces
          </dd>
        </div>
        <div data-side="b">
          <dt>B</dt>
          <dd>
            <code>{params.groupB}</code> {report.tracesB} traces
          </dd>
        </div>
      </dl>
      <VerdictPanel {...view.verdict} />
      <div className={styles["stack"]}>
        <ForkPanel
          forks={view.forks}
          matchedPairs={report.matchedPairs}
          forkless={report.forkless}
        />
        <SignaturePanel signatures={view.signatures} address={`/${project.slug}/trace-diff`} />
        <GraphPanel rows={view.graph} />
      </div>
    </AnalysisFrame>
  );
}
