import {
  IconAlertCircleFilled,
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconHelpCircle,
} from "@tabler/icons-react";
import styles from "./ingest.module.css";
import type { VerdictView } from "./prepare-verdict";

const MARKS = {
  ok: { Icon: IconCircleCheckFilled, word: "ok" },
  watch: { Icon: IconAlertTriangleFilled, word: "watch" },
  broken: { Icon: IconAlertCircleFilled, word: "broken" },
  unknown: { Icon: IconHelpCircle, word: "cannot tell" },
} as const;

/** How things are, in a sentence to be passed on. */
export function Verdict({ view }: { readonly view: VerdictView }) {
  const { Icon, word } = MARKS[view.status];
  return (
    <section className={styles["verdict"]} aria-label="Verdict" data-status={view.status}>
      <span className={styles["mark"]}>
        <Icon size={16} aria-hidden />
        {word}
      </span>
      <div>
        <p className={styles["sentence"]}>{view.sentence}</p>
        {view.notes.map((note) => (
          <p key={note} className={styles["note"]}>
            {note}
          </p>
        ))}
      </div>
    </section>
  );
}
