import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { decodeName } from "@/app/decode-name";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { Notice } from "@/components/notice";
import { VerdictPanel } from "@/components/verdict";
import { compareRuns } from "@/lib/domain/evals/compare-runs";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadEvalCases } from "@/lib/store/eval-cases";
import { loadRunList } from "@/lib/store/eval-run-list";
import { searchOf } from "../../../traces/list-address";
import { runHref } from "../../eval-address";
import { EvalCrumb } from "../../eval-crumb";
import styles from "../../evals.module.css";
import { CompareForm } from "../compare-form";
import { DiscordantPanel } from "./discordant-panel";
import { LeftOutPanel } from "./left-out-panel";
import { PairedPanel } from "./paired-panel";
import { prepareComparison } from "./prepare-comparison";
import { SliceChangesPanel } from "./slice-changes-panel";
import { UnpairedPanel } from "./unpaired-panel";

export const metadata: Metadata = { title: "Two runs compared" };

const CHOICES = 200;

export default async function ComparePage(props: PageProps<"/[project]/evals/[suite]/compare">) {
  const given = await props.params;
  const project = await requireProject(given.project);
  const suite = decodeName(given.suite);
  const search = new URLSearchParams(searchOf(await props.searchParams));
  const [a, b] = [search.get("a") ?? "", search.get("b") ?? ""];
  const [choices, attempts, cases] = await Promise.all([
    loadRunList(db, project.id, { suite, limit: CHOICES }),
    loadEvalAttempts(db, project.id, { suites: [suite], runs: [a, b] }),
    loadEvalCases(db, project.id, suite),
  ]);
  if (choices.length === 0) notFound();
  const slug = project.slug;
  const of = (run: string) => attempts.filter((row) => row.run === run);
  const [ofA, ofB] = [of(a), of(b)];
  const now = new Date().toISOString();
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <EvalCrumb slug={slug} suite={suite} tab="runs" />
      <div className={styles["bar"]}>
        <div>
          <h1>Two runs compared</h1>
          <p>Is the second better than the first on the cases that both of them tried?</p>
        </div>
        <div className={styles["tools"]}>
          <CompareForm
            key={`${a} ${b}`}
            slug={slug}
            suite={suite}
            runs={choices.map(({ run }) => run)}
            initial={{ a: a || null, b: b || null }}
          />
        </div>
      </div>
      {ofA.length === 0 || ofB.length === 0 || a === b ? (
        <NothingToCompare a={a} b={b} />
      ) : (
        <Comparison slug={slug} suite={suite} a={ofA} b={ofB} cases={cases} />
      )}
    </div>
  );
}

function NothingToCompare({ a, b }: { readonly a: string; readonly b: string }) {
  return (
    <Notice level={2} title="Choose two runs">
      <p>
        {a === b
          ? "A run compared with itself is the same."
          : "One of the two named in the address has no attempt in this suite."}
      </p>
    </Notice>
  );
}

type ComparisonProps = {
  readonly slug: string;
  readonly suite: string;
  readonly a: readonly EvalAttemptRow[];
  readonly b: readonly EvalAttemptRow[];
  readonly cases: Parameters<typeof compareRuns>[2];
};

function Comparison({ slug, suite, a, b, cases }: ComparisonProps) {
  const comparison = compareRuns(a, b, cases);
  const [first, second] = [sideOf(a, slug), sideOf(b, slug)];
  return (
    <>
      <VerdictPanel {...prepareComparison(comparison, first.run, second.run)} />
      <div className={styles["panels"]}>
        <PairedPanel comparison={comparison} a={first} b={second} />
        <LeftOutPanel slug={slug} suite={suite} comparison={comparison} a={first} b={second} />
        <DiscordantPanel slug={slug} suite={suite} comparison={comparison} a={first} b={second} />
        <SliceChangesPanel slug={slug} suite={suite} slices={comparison.slices} />
        <UnpairedPanel comparison={comparison} a={first} b={second} />
      </div>
    </>
  );
}

function sideOf(attempts: readonly EvalAttemptRow[], slug: string) {
  const { suite = "", run = "", subjectLabel = "" } = attempts[0] ?? {};
  return { run, subjectLabel, href: runHref(slug, suite, run) };
}
