import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { AsOf } from "@/components/freshness";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import { db } from "@/lib/store/db";
import { suiteHref } from "./eval-address";
import styles from "./evals.module.css";
import { HELP } from "./help";
import { CountLink, NameLink } from "./links";
import { loadSuiteRows, type SuiteRow } from "./load-suite-rows";
import { NoSuites } from "./no-suites";
import { RateDot } from "./rate-dot";
import { RunRate } from "./run-rate";

export const metadata: Metadata = { title: "Evals" };

export default async function EvalsPage({ params }: PageProps<"/[project]/evals">) {
  const project = await requireProject((await params).project);
  const suites = await loadSuiteRows(db, project.id);
  const now = new Date().toISOString();
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <div className={styles["bar"]}>
        <div>
          <h1>Evals</h1>
          <p>What is asked of the product on purpose, and how often it answers well</p>
        </div>
      </div>
      {suites.length === 0 ? (
        <NoSuites />
      ) : (
        <div className={styles["panels"]}>
          <div className={styles["wide"]}>
            <Panel id="suites" title="Suites" help={HELP.suites}>
              <DataTable
                caption="Suites by name, each with its latest run"
                columns={COLUMNS}
                rows={suites.map((suite) => ({
                  id: suite.suite,
                  cells: cellsOf(suite, project.slug, now),
                }))}
              />
            </Panel>
          </div>
        </div>
      )}
    </div>
  );
}

const COLUMNS = [
  { id: "suite", title: "Suite" },
  { id: "rate", title: "Latest pass rate, % (95 %)", isNumeric: true },
  { id: "dot", title: "0 to 100 %" },
  { id: "n", title: "Cases judged", isNumeric: true, meaning: "In the latest run" },
  { id: "latest", title: "Latest run", isWide: true },
  { id: "at", title: "Started" },
  { id: "cases", title: "Cases", isNumeric: true, meaning: "Active" },
  {
    id: "drafts",
    title: "Drafts",
    isNumeric: true,
    meaning: "Waiting for somebody to accept them",
  },
  { id: "retired", title: "Retired", isNumeric: true },
  { id: "runs", title: "Runs", isNumeric: true },
  { id: "version", title: "Version", isNumeric: true, meaning: "Postings that changed any case" },
] as const;

function cellsOf({ suite, stored, latest }: SuiteRow, slug: string, now: string) {
  const href = (search: string) => suiteHref(slug, suite, search);
  return {
    suite: <NameLink href={href("")} name={suite} />,
    rate: latest ? <RunRate slug={slug} run={latest} /> : UNKNOWN,
    dot: latest ? <RateDot rate={latest.rate} /> : UNKNOWN,
    n: latest ? formatCount(latest.rate.cases) : UNKNOWN,
    latest: latest ? `${latest.run} · ${latest.subjectLabel}` : "no run yet",
    at: latest ? <RelativeTime at={latest.startedAt.toISOString()} now={now} /> : UNKNOWN,
    cases: <CountLink count={stored?.cases ?? 0} href={href("?status=active")} />,
    drafts: <CountLink count={stored?.drafts ?? 0} href={href("?status=draft")} />,
    retired: <CountLink count={stored?.retired ?? 0} href={href("?status=retired")} />,
    runs: <CountLink count={latest?.runsOfSuite ?? 0} href={href("?tab=runs")} />,
    version: stored ? (
      <CountLink count={stored.version} href={href("?tab=versions")} />
    ) : (
      <span title="No case was posted: only runs name this suite">{UNKNOWN}</span>
    ),
  };
}
