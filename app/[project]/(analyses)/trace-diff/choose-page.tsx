import { AsOf } from "@/components/freshness";
import { db } from "@/lib/store/db";
import type { Project } from "@/lib/store/projects";
import { loadComparablePairs, loadComparableTraces } from "@/lib/store/trace-diff-suggestions";
import frame from "../analysis.module.css";
import styles from "./choose.module.css";
import { ChooseForms } from "./choose-forms";
import { PairTable } from "./pair-table";
import { SuggestionTable } from "./suggestion-table";

type ChoosePageProps = {
  readonly project: Project;
  /** The trace that is chosen already. */
  readonly given: { readonly side: "a" | "b"; readonly traceId: string } | null;
  readonly now: Date;
};

const MAX_PAIRS = 20;

/** What to compare, while it is not said or only half of it is. */
export async function ChoosePage({ project, given, now }: ChoosePageProps) {
  const [comparable, pairs] = await Promise.all([
    given === null ? [] : loadComparableTraces(db, project.id, given.traceId),
    given === null ? loadComparablePairs(db, project.id, MAX_PAIRS) : [],
  ]);
  const projectAddress = `/${project.slug}`;
  const readAt = now.toISOString();
  return (
    <div className={frame["page"]}>
      <AsOf at={readAt} />
      <div className={frame["bar"]}>
        <div>
          <h1>Trace diff</h1>
          <p>Where did two runs part, because of what, and what only follows from it?</p>
        </div>
      </div>
      {given === null ? null : (
        <>
          <SuggestionTable
            title={`Compare ${given.traceId.slice(0, 12)} with`}
            comparable={comparable}
            chosen={given}
            projectAddress={projectAddress}
            now={readAt}
          />
          {comparable.length > 0 ? null : (
            <p className={styles["muted"]}>
              No other run of what this trace was asked is stored. Any trace can be compared by its
              id; runs of different questions are compared by structure only.
            </p>
          )}
        </>
      )}
      <ChooseForms address={`${projectAddress}/trace-diff`} given={given} />
      {given === null ? (
        <PairTable pairs={pairs} projectAddress={projectAddress} now={readAt} />
      ) : null}
    </div>
  );
}
