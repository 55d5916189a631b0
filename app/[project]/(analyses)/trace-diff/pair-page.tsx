import { AsOf } from "@/components/freshness";
import { VerdictPanel } from "@/components/verdict";
import type { PairComparison } from "@/lib/analyses/trace-diff/report-comparison";
import { formatDiffMarkdown } from "@/lib/analyses/trace-diff/report-text";
import { db } from "@/lib/store/db";
import type { Project } from "@/lib/store/projects";
import { loadComparableTraces } from "@/lib/store/trace-diff-suggestions";
import { findTrace } from "@/lib/store/trace-row";
import { loadVolatilePaths } from "@/lib/store/volatile-paths";
import frame from "../analysis.module.css";
import { CausePanel } from "./cause-panel";
import { DiffExplorer } from "./diff-explorer";
import { EnvelopePanel } from "./envelope-panel";
import { IgnoredPanel } from "./ignored-panel";
import { PairActions } from "./pair-actions";
import { preparePair } from "./prepare";
import { RunCard } from "./run-card";
import { SuggestionTable } from "./suggestion-table";
import styles from "./trace-diff.module.css";

type PairPageProps = {
  readonly project: Project;
  readonly report: PairComparison;
  /** Which step the address asks for, from 1. */
  readonly askedStep: string | null;
  readonly now: Date;
};

/** Two runs side by side: what differed first, what they were made with, and every step. */
export async function PairPage({ project, report, askedStep, now }: PairPageProps) {
  const { a, b } = report;
  const [traceA, traceB, comparable, paths] = await Promise.all([
    findTrace(db, project.id, a),
    findTrace(db, project.id, b),
    loadComparableTraces(db, project.id, b),
    loadVolatilePaths(db, project.id),
  ]);
  const view = preparePair(report);
  const projectAddress = `/${project.slug}`;
  const readAt = now.toISOString();
  const others = comparable.filter(({ trace }) => trace.traceId !== a);
  return (
    <div className={frame["page"]}>
      <AsOf at={readAt} />
      <div className={frame["bar"]}>
        <h1>Trace diff</h1>
        <PairActions
          a={a}
          b={b}
          address={`${projectAddress}/trace-diff`}
          markdown={formatDiffMarkdown(report)}
        />
      </div>
      <div className={styles["runs"]}>
        <RunCard side="a" traceId={a} trace={traceA} projectAddress={projectAddress} now={readAt} />
        <RunCard side="b" traceId={b} trace={traceB} projectAddress={projectAddress} now={readAt} />
      </div>
      <VerdictPanel {...view.verdict} />
      <EnvelopePanel view={view.envelope} />
      <DiffExplorer
        key={`${a} ${b}`}
        rows={JSON.stringify(view.rows)}
        details={JSON.stringify(view.details)}
        initialIndex={initialIndex(askedStep, report)}
        a={a}
        b={b}
        projectAddress={projectAddress}
      />
      <div className={styles["pair"]}>
        <CausePanel causes={view.causes} hasFork={report.fork !== null} />
        <IgnoredPanel slug={project.slug} ignored={view.ignored} paths={paths} />
      </div>
      <SuggestionTable
        title="Compare B with another run"
        comparable={others}
        chosen={{ side: "b", traceId: b }}
        projectAddress={projectAddress}
        now={readAt}
      />
    </div>
  );
}

/** The step of the address, else the fork, else the first that differs. */
function initialIndex(asked: string | null, { fork, steps }: PairComparison): number {
  const index = Number(asked ?? Number.NaN) - 1;
  if (Number.isInteger(index) && index >= 0 && index < steps.length) return index;
  const differing = steps.findIndex((step) => step.class !== "identical");
  return fork?.index ?? Math.max(0, differing);
}
