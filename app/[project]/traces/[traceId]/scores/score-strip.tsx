"use client";

import { Modal } from "@mantine/core";
import { useState } from "react";
import { ScoreMark } from "@/components/score-mark";
import { useScores } from "./score-context";
import { ScoreDialog } from "./score-dialog";
import { ScoreList } from "./score-list";
import styles from "./scores.module.css";

const MAX_SHOWN = 5;

/** What is said of the trace and of its spans, in a line; a click tells by whom and why. */
export function ScoreStrip() {
  const { scores } = useScores();
  const [isOpen, setOpen] = useState(false);
  const hidden = scores.length - MAX_SHOWN;
  return (
    <div className={styles["strip"]}>
      <dt>Scores</dt>
      <dd className={styles["chips"]}>
        {scores.length === 0 && <span className={styles["none"]}>none yet</span>}
        {scores.slice(0, MAX_SHOWN).map((score) => (
          <button
            key={score.id}
            type="button"
            className={styles["chip"]}
            onClick={() => setOpen(true)}
          >
            <span>{score.name}</span>
            <ScoreMark score={score} />
          </button>
        ))}
        {hidden > 0 && (
          <button type="button" className={styles["chip"]} onClick={() => setOpen(true)}>
            {hidden} more
          </button>
        )}
        <ScoreDialog label="Score…" spanId={null} button={{ size: "compact-xs" }} />
      </dd>
      <Modal
        opened={isOpen && scores.length > 0}
        onClose={() => setOpen(false)}
        title="Scores of this trace and its spans"
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <ScoreList scores={scores} showsSpan />
      </Modal>
    </div>
  );
}
