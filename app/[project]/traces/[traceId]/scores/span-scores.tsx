"use client";

import { useSpanScores } from "./score-context";
import { ScoreDialog } from "./score-dialog";
import { ScoreList } from "./score-list";
import styles from "./scores.module.css";

/** What is said of one span, and where more can be said. */
export function SpanScores({ spanId }: { readonly spanId: string }) {
  const scores = useSpanScores(spanId);
  return (
    <section className={styles["span"]} aria-label="Scores of this span">
      {scores.length === 0 ? (
        <p className={styles["none"]}>
          Nobody has scored this span. Evaluators can, with the trace or by{" "}
          <code>POST /api/v1/scores</code>.
        </p>
      ) : (
        <ScoreList scores={scores} />
      )}
      <ScoreDialog label="Score this span…" spanId={spanId} />
    </section>
  );
}
