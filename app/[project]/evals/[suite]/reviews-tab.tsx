import { Panel } from "@/components/panel";
import { db } from "@/lib/store/db";
import { loadCaseReviews } from "@/lib/store/eval-case-history";
import { exportHref } from "../eval-address";
import styles from "../evals.module.css";
import { HELP } from "../help";
import { ReviewTable } from "../review-table";
import type { TabProps } from "./tab-props";

const SHOWN = 500;

/** The ledger of a suite. */
export async function ReviewsTab({ slug, projectId, suite, now }: TabProps) {
  const reviews = await loadCaseReviews(db, projectId, suite, { limit: SHOWN });
  return (
    <Panel
      id="reviews"
      title="Reviews"
      help={HELP.reviews}
      csvHref={exportHref(slug, suite, "reviews")}
      {...(reviews.length === SHOWN ? { note: `The latest ${SHOWN}; the file has all` } : {})}
    >
      {reviews.length === 0 ? (
        <p className={styles["muted"]}>
          Nobody has retired, verified or accepted a case yet. A case's page does.
        </p>
      ) : (
        <ReviewTable slug={slug} suite={suite} reviews={reviews} now={now} />
      )}
    </Panel>
  );
}
