import type { ReactNode } from "react";
import styles from "./verdict.module.css";
import { type Verdict, VerdictMark } from "./verdict-mark";

type VerdictPanelProps = {
  readonly status: Verdict;
  /** In place of the status's usual word. */
  readonly word?: string;
  readonly sentence: string;
  /** What else a reader should know, gravest first. */
  readonly notes: readonly string[];
  /** What can be done with the sentence, such as copying it. */
  readonly action?: ReactNode;
};

/** How things are, in a sentence to be passed on. */
export function VerdictPanel({ status, word, sentence, notes, action = null }: VerdictPanelProps) {
  return (
    <section className={styles["verdict"]} aria-label="Verdict">
      <VerdictMark status={status} {...(word === undefined ? {} : { word })} />
      <div className={styles["words"]}>
        <p className={styles["sentence"]}>{sentence}</p>
        {notes.map((note) => (
          <p key={note} className={styles["note"]}>
            {note}
          </p>
        ))}
      </div>
      {action}
    </section>
  );
}
