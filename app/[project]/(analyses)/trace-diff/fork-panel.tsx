import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { HELP } from "./help";
import type { ForkRow } from "./prepare-groups";
import styles from "./trace-diff.module.css";

type ForkPanelProps = {
  readonly forks: readonly ForkRow[];
  readonly matchedPairs: number;
  readonly forkless: number;
};

/** At which step runs of one question part, most often first. */
export function ForkPanel({ forks, matchedPairs, forkless }: ForkPanelProps) {
  return (
    <Panel
      id="forks"
      title="First forks"
      note={`${matchedPairs} matched pairs of one question, ${forkless} without a fork`}
      help={HELP.forks}
    >
      {forks.length === 0 ? (
        <p className={styles["muted"]}>
          {matchedPairs === 0 ? "No question was asked in both groups." : "No matched pair forks."}
        </p>
      ) : (
        <ol className={styles["causes"]}>
          {forks.map(({ id, label, cause, pairs, share }) => (
            <li key={id}>
              <div>
                <strong>{label}</strong>
                <span>
                  {pairs} of {matchedPairs}, {formatShare(share)}
                </span>
              </div>
              <div className={styles["bar"]} aria-hidden>
                <span style={{ width: `${share * 100}%` }} />
              </div>
              <p>because of {cause}</p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
