import { Panel } from "@/components/panel";
import { HELP } from "./help";
import type { CauseView } from "./prepare";
import styles from "./trace-diff.module.css";

type CausePanelProps = { readonly causes: readonly CauseView[]; readonly hasFork: boolean };

/** What probably made the runs fork. */
export function CausePanel({ causes, hasFork }: CausePanelProps) {
  return (
    <Panel id="causes" title="Likely causes" note="Ranking, not proof" help={HELP.causes}>
      {causes.length === 0 ? (
        <p className={styles["muted"]}>
          {hasFork
            ? "Nothing recorded could be a cause."
            : "Without a fork there is no cause to rank."}
        </p>
      ) : (
        <ol className={styles["causes"]}>
          {causes.map(({ cause, share, percent, evidence }) => (
            <li key={cause}>
              <div>
                <strong>{cause}</strong>
                <span>{percent}</span>
              </div>
              <div className={styles["bar"]} aria-hidden>
                <span style={{ width: `${share * 100}%` }} />
              </div>
              <p>{evidence}</p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
