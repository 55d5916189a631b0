import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { decodeName } from "@/app/decode-name";
import { requireProject } from "@/app/require-project";
import { formatCount } from "@/components/format";
import { AsOf } from "@/components/freshness";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import { VerdictPanel } from "@/components/verdict";
import { compareRuns } from "@/lib/domain/evals/compare-runs";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadEvalSuites } from "@/lib/store/eval-suites";
import { searchOf } from "../../traces/list-address";
import { suiteHref } from "../eval-address";
import { EvalCrumb } from "../eval-crumb";
import styles from "../evals.module.css";
import { HELP } from "../help";
import { loadRunRows, type RunRow } from "../load-run-rows";
import { RateHistory } from "../rate-history";
import { CasesTab } from "./cases-tab";
import { prepareSuite } from "./prepare-suite";
import { ReviewsTab } from "./reviews-tab";
import { RunsTab } from "./runs-tab";
import type { TabProps } from "./tab-props";
import { VersionsTab } from "./versions-tab";

export async function generateMetadata(
  props: PageProps<"/[project]/evals/[suite]">,
): Promise<Metadata> {
  return { title: decodeName((await props.params).suite) };
}

const TABS = { cases: CasesTab, runs: RunsTab, versions: VersionsTab, reviews: ReviewsTab };
type TabName = keyof typeof TABS;

/** Runs in the picture and on a page of their table. */
const SHOWN_RUNS = 20;

export default async function SuitePage(props: PageProps<"/[project]/evals/[suite]">) {
  const { project: slug, suite: encoded } = await props.params;
  const project = await requireProject(slug);
  const suite = decodeName(encoded);
  const search = searchOf(await props.searchParams);
  const [suites, runs] = await Promise.all([
    loadEvalSuites(db, project.id),
    loadRunRows(db, project.id, { suite, limit: SHOWN_RUNS }),
  ]);
  const stored = suites.find((row) => row.suite === suite) ?? null;
  if (stored === null && runs.length === 0) notFound();
  const now = new Date().toISOString();
  const asked = new URLSearchParams(search).get("tab") ?? "cases";
  const tab: TabName = Object.hasOwn(TABS, asked) ? (asked as TabName) : "cases";
  const Tab = TABS[tab];
  const tabProps: TabProps = { slug, projectId: project.id, suite, search, now };
  const verdict = prepareSuite(stored, runs[0], await runBefore(project.id, suite, runs));
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <EvalCrumb slug={slug} />
      <div className={styles["bar"]}>
        <div>
          <h1>{suite}</h1>
          {stored === null ? null : (
            <p>
              Version {stored.version}, last changed{" "}
              <RelativeTime at={stored.postedAt.toISOString()} now={now} /> by {stored.postedBy}
            </p>
          )}
        </div>
        <div className={styles["tools"]}>
          <Link href={`/${slug}/eval-staleness?suite=${encodeURIComponent(suite)}`}>
            Is it stale?
          </Link>
        </div>
      </div>
      <VerdictPanel {...verdict} />
      {runs.length > 1 ? (
        <Panel
          id="history"
          title="Pass rate by run"
          note={`The latest ${runs.length} runs, oldest first`}
          help={HELP.history}
        >
          <RateHistory slug={slug} runs={runs} />
        </Panel>
      ) : null}
      <nav className={styles["tabs"]} aria-label="Parts of the suite">
        {tabsOf(stored, runs).map(({ name, title, count }) => (
          <Link
            key={name}
            href={suiteHref(slug, suite, name === "cases" ? "" : `?tab=${name}`)}
            prefetch={false}
            scroll={false}
            {...(name === tab ? { "aria-current": "page" as const } : {})}
          >
            {title}
            {count === null ? null : <span>{formatCount(count)}</span>}
          </Link>
        ))}
      </nav>
      <Tab {...tabProps} />
    </div>
  );
}

function tabsOf(
  stored: { cases: number; drafts: number; retired: number; version: number } | null,
  runs: readonly RunRow[],
) {
  const { cases = 0, drafts = 0, retired = 0, version = 0 } = stored ?? {};
  return [
    { name: "cases", title: "Cases", count: cases + drafts + retired },
    { name: "runs", title: "Runs", count: runs[0]?.runsOfSuite ?? 0 },
    { name: "versions", title: "Versions", count: version },
    { name: "reviews", title: "Reviews", count: null },
  ];
}

/**
 * What the latest run is held against: the last run of another subject, since which of two is better
 * is what a suite is for; where there is none, the run before.
 */
async function runBefore(
  projectId: number,
  suite: string,
  [latest, ...earlier]: readonly RunRow[],
) {
  const isOther = (run: RunRow) => run.subjectKey !== latest?.subjectKey;
  const before = earlier.find(isOther) ?? earlier[0];
  if (!latest || !before) return null;
  const attempts = await loadEvalAttempts(db, projectId, {
    suites: [suite],
    runs: [latest.run, before.run],
  });
  const of = (run: string) => attempts.filter((row) => row.run === run);
  return {
    run: before.run,
    subject: isOther(before) ? before.subjectLabel : null,
    comparison: compareRuns(of(before.run), of(latest.run), []),
  };
}
