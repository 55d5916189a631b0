"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useTransition } from "react";
import { RelativeTime } from "@/components/relative-time";
import { ScoreMark } from "@/components/score-mark";
import { removeScoreAction } from "./actions";
import type { ScoreView } from "./prepare-scores";
import { useScores } from "./score-context";
import { ScoreDialog } from "./score-dialog";
import styles from "./scores.module.css";

type ScoreListProps = {
  readonly scores: readonly ScoreView[];
  /** Whether each says which span it is of. */
  readonly showsSpan?: boolean;
};

/** Scores with who gave them, when and why; those given by hand can be said anew or taken back. */
export function ScoreList({ scores, showsSpan = false }: ScoreListProps) {
  const { slug, now } = useScores();
  return (
    <ul className={styles["list"]}>
      {scores.map((score) => (
        <li key={score.id}>
          <div className={styles["said"]}>
            <Link
              href={`/${slug}/traces?q=${encodeURIComponent(score.query)}`}
              title={`List the traces with ${score.query}`}
              prefetch={false}
            >
              {score.name}
            </Link>
            <ScoreMark score={score} />
            {score.draft !== null && <OwnScore score={score} />}
          </div>
          <p className={styles["source"]}>
            {score.by}, <RelativeTime at={score.at} now={now} />
            {showsSpan && <SpanOf score={score} />}
          </p>
          {score.comment !== null && <p className={styles["comment"]}>{score.comment}</p>}
        </li>
      ))}
    </ul>
  );
}

function SpanOf({ score: { spanId, spanName } }: { readonly score: ScoreView }) {
  if (spanId === null) return ", of the whole trace";
  return (
    <>
      , of{" "}
      <a href={`?span=${encodeURIComponent(spanId)}&tab=scores`}>
        {spanName ?? `span ${spanId.slice(0, 8)}`}
      </a>
    </>
  );
}

function OwnScore({ score }: { readonly score: ScoreView }) {
  const { slug, traceId } = useScores();
  const [isPending, startTransition] = useTransition();
  return (
    <span className={styles["tools"]}>
      <ScoreDialog
        label="Edit"
        spanId={score.spanId}
        score={score}
        button={{ variant: "subtle", size: "compact-xs" }}
      />
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Remove ${score.name}`}
        loading={isPending}
        onClick={() => startTransition(() => removeScoreAction(slug, traceId, score.id))}
      >
        Remove
      </Button>
    </span>
  );
}
