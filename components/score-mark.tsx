import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import styles from "./badges.module.css";

/** A score as it is shown. */
export type ScoreText = {
  /** What it says: a label, a number, or both. */
  readonly text: string;
  /** Null when it cannot be told whether it is good news. */
  readonly verdict: "good" | "bad" | null;
  /** Who says so, of what, and why. */
  readonly note: string;
};

/** What a score says, marked when it is known whether that is good: icon, word and colour. */
export function ScoreMark({ score }: { readonly score: ScoreText }) {
  const Icon = score.verdict === "bad" ? IconThumbDown : IconThumbUp;
  return (
    <span className={styles["score"]} data-verdict={score.verdict ?? "unknown"} title={score.note}>
      {score.verdict === null ? null : <Icon size={14} role="img" aria-label={score.verdict} />}
      <span className={styles["clip"]}>{score.text}</span>
    </span>
  );
}
