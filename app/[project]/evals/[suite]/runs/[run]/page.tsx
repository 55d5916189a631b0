import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { decodeName } from "@/app/decode-name";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { RelativeTime } from "@/components/relative-time";
import { VerdictPanel } from "@/components/verdict";
import { summariseRun } from "@/lib/domain/evals/summarise-run";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadEvalCases } from "@/lib/store/eval-cases";
import { hasMarkedTraces } from "@/lib/store/eval-marks";
import { loadRunList } from "@/lib/store/eval-run-list";
import { findEvalRun } from "@/lib/store/eval-runs";
import { searchOf } from "../../../../traces/list-address";
import { runTracesHref } from "../../../eval-address";
import { EvalCrumb } from "../../../eval-crumb";
import styles from "../../../evals.module.css";
import { skipOf } from "../../../page-links";
import { CompareForm } from "../../compare-form";
import { GraderPanel } from "./grader-panel";
import { OutcomeBar } from "./outcome-bar";
import { prepareRun } from "./prepare-run";
import { ResultsPanel } from "./results-panel";
import { SlicesPanel } from "./slices-panel";

type RunPageProps = PageProps<"/[project]/evals/[suite]/runs/[run]">;

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  return { title: decodeName((await params).run) };
}

/** Runs to choose from, for a comparison. */
const CHOICES = 200;

export default async function RunPage({ params, searchParams }: RunPageProps) {
  const given = await params;
  const project = await requireProject(given.project);
  const [suite, run] = [decodeName(given.suite), decodeName(given.run)];
  const search = searchOf(await searchParams);
  const [[listed], posted, attempts, cases, choices, hasTraces] = await Promise.all([
    loadRunList(db, project.id, { suite, run, limit: 1 }),
    findEvalRun(db, project.id, suite, run),
    loadEvalAttempts(db, project.id, { suites: [suite], runs: [run] }),
    loadEvalCases(db, project.id, suite),
    loadRunList(db, project.id, { suite, limit: CHOICES }),
    hasMarkedTraces(db, project.id, { suite, run }),
  ]);
  if (!listed) notFound();
  const slug = project.slug;
  const summary = summariseRun(attempts, cases);
  const now = new Date().toISOString();
  const names = choices.map((choice) => choice.run);
  const before = names[names.indexOf(run) + 1] ?? names.find((name) => name !== run) ?? null;
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <EvalCrumb slug={slug} suite={suite} tab="runs" />
      <div className={styles["bar"]}>
        <div>
          <h1>{run}</h1>
          <p>
            {attempts[0]?.subjectLabel ?? "unnamed subject"} · started{" "}
            <RelativeTime at={listed.startedAt.toISOString()} now={now} />
            {posted
              ? ` · posted by ${posted.postedBy}, suite version ${posted.suiteVersion}`
              : " · read from its traces"}
          </p>
        </div>
        <div className={styles["tools"]}>
          {hasTraces ? <Link href={runTracesHref(slug, suite, run)}>Its traces</Link> : null}
          {names.length > 1 ? (
            <CompareForm slug={slug} suite={suite} runs={names} initial={{ a: before, b: run }} />
          ) : null}
        </div>
      </div>
      <VerdictPanel {...prepareRun(summary)} />
      <OutcomeBar outcomes={summary.outcomes} />
      <div className={styles["panels"]}>
        <SlicesPanel slug={slug} suite={suite} slices={summary.slices} />
        {summary.graderErrors.length === 0 ? null : (
          <GraderPanel slug={slug} attempts={summary.graderErrors} />
        )}
        <ResultsPanel
          slug={slug}
          suite={suite}
          run={run}
          cases={summary.cases}
          skip={skipOf(new URLSearchParams(search))}
          search={search}
        />
      </div>
    </div>
  );
}
