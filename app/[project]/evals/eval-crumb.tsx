import Link from "next/link";
import { suiteHref } from "./eval-address";
import styles from "./evals.module.css";

type EvalCrumbProps = {
  readonly slug: string;
  /** Where the page is part of one. */
  readonly suite?: string;
  /** The part of the suite's page to go back to. */
  readonly tab?: "runs";
};

/** The way back from a page about evals. */
export function EvalCrumb({ slug, suite, tab }: EvalCrumbProps) {
  return (
    <p className={styles["crumb"]}>
      <Link href={`/${slug}/evals`}>Evals</Link>
      {suite === undefined ? null : (
        <>
          <span>/</span>
          <Link href={suiteHref(slug, suite, tab === undefined ? "" : `?tab=${tab}`)}>{suite}</Link>
        </>
      )}
    </p>
  );
}
