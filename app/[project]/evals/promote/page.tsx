import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { Notice } from "@/components/notice";
import { textOfContent } from "@/lib/domain/evals/content-text";
import { draftOfTrace } from "@/lib/domain/evals/draft-of-trace";
import { db } from "@/lib/store/db";
import { loadSpans } from "@/lib/store/trace-spans";
import { searchOf } from "../../traces/list-address";
import { traceHref } from "../eval-address";
import { EvalCrumb } from "../eval-crumb";
import styles from "../evals.module.css";
import { loadSuiteRows } from "../load-suite-rows";
import { PromoteForm } from "./promote-form";

export const metadata: Metadata = { title: "Make a case" };

const MAX_ID = 128;

export default async function PromotePage(props: PageProps<"/[project]/evals/promote">) {
  const project = await requireProject((await props.params).project);
  const search = new URLSearchParams(searchOf(await props.searchParams));
  const traceId = (search.get("trace") ?? "").replaceAll("\0", "").slice(0, MAX_ID);
  const [spans, suites] = await Promise.all([
    loadSpans(db, project.id, traceId),
    loadSuiteRows(db, project.id),
  ]);
  if (spans.length === 0) return <NoTrace slug={project.slug} traceId={traceId} />;
  const draft = draftOfTrace(spans);
  const names = suites.map(({ suite }) => suite);
  return (
    <div className={styles["page"]}>
      <AsOf at={new Date().toISOString()} />
      <EvalCrumb slug={project.slug} />
      <div className={styles["bar"]}>
        <div>
          <h1>Make a case</h1>
          <p>
            From the trace{" "}
            <Link href={traceHref(project.slug, traceId)} className={styles["mono"]}>
              {traceId}
            </Link>
            . It is kept as a draft, which is in no analysis until somebody accepts it.
          </p>
        </div>
      </div>
      <PromoteForm
        slug={project.slug}
        traceId={traceId}
        suites={names}
        initial={{
          suite: search.get("suite") ?? (names.length === 1 ? (names[0] ?? "") : ""),
          id: `trace-${traceId.slice(0, 12)}`,
          input: textOfContent(draft.input),
          expected: textOfContent(draft.expected),
          intent: search.get("intent") ?? draft.intent ?? "",
          branches: search.get("branch") ?? "",
          dependsOn: JSON.stringify(draft.dependsOn),
        }}
      />
    </div>
  );
}

function NoTrace({ slug, traceId }: { readonly slug: string; readonly traceId: string }) {
  return (
    <Notice title={traceId === "" ? "Which trace?" : "No such trace"}>
      <p>
        {traceId === ""
          ? "A case is made from a trace. Open one and choose “Make a case”."
          : `This project has no trace ${traceId}, or it was removed by retention.`}
      </p>
      <p>
        <Link href={`/${slug}/traces`}>List the traces</Link>
      </p>
    </Notice>
  );
}
