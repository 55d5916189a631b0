import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { decodeName } from "@/app/decode-name";
import { requireProject } from "@/app/require-project";
import { CopyButton } from "@/components/copy-button";
import { AsOf } from "@/components/freshness";
import { Panel } from "@/components/panel";
import type { CaseAction, CaseStatus } from "@/lib/domain/evals/eval-case";
import { db } from "@/lib/store/db";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadCaseReviews, loadCaseVersions } from "@/lib/store/eval-case-history";
import { findEvalCase } from "@/lib/store/eval-cases";
import { CaseContent } from "../../../case-content";
import { CaseStatusMark } from "../../../case-status-mark";
import { EvalCrumb } from "../../../eval-crumb";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { ReviewTable } from "../../../review-table";
import { AttemptsPanel } from "./attempts-panel";
import { ProvenancePanel } from "./provenance-panel";
import { ReviewDialog } from "./review-dialog";
import { VersionsPanel } from "./versions-panel";

type CasePageProps = PageProps<"/[project]/evals/[suite]/cases/[case]">;

export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  return { title: decodeName((await params).case) };
}

/** What can be done to a case, the likeliest first. */
const ACTIONS: Readonly<Record<CaseStatus, readonly Exclude<CaseAction, "promote">[]>> = {
  draft: ["accept", "retire"],
  active: ["verify", "retire"],
  retired: ["restore"],
};
const SHOWN_REVIEWS = 100;

export default async function CasePage({ params }: CasePageProps) {
  const given = await params;
  const project = await requireProject(given.project);
  const [suite, id] = [decodeName(given.suite), decodeName(given.case)];
  const [found, attempts, versions, reviews] = await Promise.all([
    findEvalCase(db, project.id, suite, id),
    loadEvalAttempts(db, project.id, { suites: [suite], cases: [id] }),
    loadCaseVersions(db, project.id, suite, id),
    loadCaseReviews(db, project.id, suite, { caseId: id, limit: SHOWN_REVIEWS }),
  ]);
  if (!found && attempts.length === 0) notFound();
  const slug = project.slug;
  const now = new Date().toISOString();
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <EvalCrumb slug={slug} suite={suite} />
      <div className={styles["bar"]}>
        <div>
          <h1>
            {id} <CopyButton text={id} label="Copy the case id" />
          </h1>
          <p>{found ? <CaseStatusMark status={found.status} /> : "This case was never posted."}</p>
        </div>
        <div className={styles["tools"]}>
          {found
            ? ACTIONS[found.status].map((action, place) => (
                <ReviewDialog
                  key={action}
                  slug={slug}
                  suite={suite}
                  id={id}
                  action={action}
                  isMain={place === 0 && found.status === "draft"}
                />
              ))
            : null}
        </div>
      </div>
      {found?.status === "draft" ? (
        <p className={styles["note"]}>
          A draft is in no analysis. Accept it once what it expects is right; post the case again to
          change what it says.
        </p>
      ) : null}
      <div className={styles["panels"]}>
        {found ? (
          <>
            <Panel id="input" title="Input" help={HELP.content}>
              <CaseContent value={found.input} speaker="user" absent="Nothing was said." />
            </Panel>
            <Panel id="expected" title="Expected" help={HELP.content}>
              <CaseContent
                value={found.expected}
                speaker="assistant"
                absent="Nothing was said: the grader decides."
              />
            </Panel>
          </>
        ) : null}
        <AttemptsPanel
          slug={slug}
          suite={suite}
          attempts={attempts}
          found={found ?? null}
          now={now}
        />
        {found ? <ProvenancePanel slug={slug} found={found} now={now} /> : null}
        {versions.length > 0 ? <VersionsPanel versions={versions} now={now} /> : null}
        {reviews.length > 0 ? (
          <div className={styles["wide"]}>
            <Panel id="reviews" title="Reviews" help={HELP.reviews}>
              <ReviewTable slug={slug} suite={suite} reviews={reviews} now={now} />
            </Panel>
          </div>
        ) : null}
      </div>
    </div>
  );
}
