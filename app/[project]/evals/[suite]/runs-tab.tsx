import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount, UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import { db } from "@/lib/store/db";
import { loadRunList } from "@/lib/store/eval-run-list";
import { compareHref, exportHref, runHref } from "../eval-address";
import styles from "../evals.module.css";
import { HELP } from "../help";
import { NameLink } from "../links";
import { loadRunRows, type RunRow } from "../load-run-rows";
import { PageLinks, skipOf } from "../page-links";
import { RateDot } from "../rate-dot";
import { rateText } from "../rate-text";
import { CompareForm } from "./compare-form";
import type { TabProps } from "./tab-props";

const PAGE_ROWS = 20;
/** Runs to choose from, for a comparison. */
const CHOICES = 200;

/** The runs of a suite, latest first, and two of them to be compared. */
export async function RunsTab({ slug, projectId, suite, search, now }: TabProps) {
  const skip = skipOf(new URLSearchParams(search));
  const [runs, choices] = await Promise.all([
    // One more than is shown: the run before the last one is what that is compared with.
    loadRunRows(db, projectId, { suite, limit: PAGE_ROWS + 1, skip }),
    loadRunList(db, projectId, { suite, limit: CHOICES }),
  ]);
  const shown = runs.slice(0, PAGE_ROWS);
  return (
    <Panel id="runs" title="Runs" help={HELP.runs} csvHref={exportHref(slug, suite, "runs")}>
      {choices.length > 1 ? (
        <CompareForm slug={slug} suite={suite} runs={choices.map(({ run }) => run)} />
      ) : null}
      {shown.length === 0 ? (
        <p className={styles["muted"]}>
          No run yet. <code>POST /api/v1/eval-runs</code> keeps one with every attempt, and so does{" "}
          <code>npx tidemark import-evals results.csv --suite … --run …</code>.
        </p>
      ) : (
        <DataTable
          caption="Runs of the suite, latest first"
          columns={COLUMNS}
          rows={shown.map((run, place) => ({
            id: run.run,
            cells: cellsOf(run, runs[place + 1], { slug, now }),
          }))}
        />
      )}
      <PageLinks
        skip={skip}
        shown={shown.length}
        total={choices[0]?.runsOfSuite ?? 0}
        pageSize={PAGE_ROWS}
        search={search}
      />
    </Panel>
  );
}

const COLUMNS = [
  { id: "run", title: "Run" },
  { id: "rate", title: "Pass rate, % (95 %)", isNumeric: true },
  { id: "dot", title: "0 to 100 %" },
  { id: "cases", title: "Cases", isNumeric: true, meaning: "With a judged attempt" },
  { id: "attempts", title: "Attempts", isNumeric: true },
  { id: "failed", title: "Failed", isNumeric: true, meaning: "Cases of which no attempt passed" },
  { id: "flaky", title: "Flaky", isNumeric: true, meaning: "Cases that passed in some attempts" },
  { id: "errors", title: "Grader errors", isNumeric: true, meaning: "Attempts, in no rate" },
  { id: "subject", title: "Subject", isWide: true },
  { id: "at", title: "Started" },
  { id: "origin", title: "From" },
  { id: "compare", title: "" },
] as const;

function cellsOf(
  run: RunRow,
  before: RunRow | undefined,
  { slug, now }: { readonly slug: string; readonly now: string },
) {
  return {
    run: <NameLink href={runHref(slug, run.suite, run.run)} name={run.run} />,
    rate: run.rate.share === null ? UNKNOWN : rateText(run.rate),
    dot: <RateDot rate={run.rate} />,
    cases: formatCount(run.rate.cases),
    attempts: formatCount(run.attempts),
    failed: formatCount(run.outcomes.failed),
    flaky: formatCount(run.outcomes.flaky),
    errors: formatCount(run.graderErrors),
    subject: run.subjectLabel,
    at: <RelativeTime at={run.startedAt.toISOString()} now={now} />,
    origin: run.isPosted ? "posted" : "traces",
    compare: before ? (
      <Link href={compareHref(slug, run.suite, before.run, run.run)} prefetch={false}>
        Compare with the one before
      </Link>
    ) : null,
  };
}
