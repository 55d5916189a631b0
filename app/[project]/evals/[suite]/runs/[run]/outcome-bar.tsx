import { formatCount } from "@/components/format";
import type { CaseOutcome } from "@/lib/domain/evals/pass-rate";
import { OutcomeMark } from "../../../outcome-mark";
import styles from "./outcome-bar.module.css";

const ORDER: readonly CaseOutcome[] = ["passed", "flaky", "failed", "unjudged"];

type OutcomeBarProps = { readonly outcomes: Readonly<Record<CaseOutcome, number>> };

/** The cases of a run by how they came out, as parts of one bar. */
export function OutcomeBar({ outcomes }: OutcomeBarProps) {
  const there = ORDER.filter((outcome) => outcomes[outcome] > 0);
  if (there.length === 0) return null;
  return (
    <figure className={styles["figure"]} aria-label="Cases by outcome">
      <div className={styles["bar"]} aria-hidden>
        {there.map((outcome) => (
          <span key={outcome} data-outcome={outcome} style={{ flexGrow: outcomes[outcome] }} />
        ))}
      </div>
      <ul>
        {there.map((outcome) => (
          <li key={outcome}>
            <OutcomeMark outcome={outcome} count={formatCount(outcomes[outcome])} />
          </li>
        ))}
      </ul>
    </figure>
  );
}
