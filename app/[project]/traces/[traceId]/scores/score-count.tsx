"use client";

import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useSpanScores } from "./score-context";
import styles from "./scores.module.css";

/** In the tree: how many scores a span has, marked when one of them is bad. Nothing without any. */
export function ScoreCount({ spanId }: { readonly spanId: string }) {
  const scores = useSpanScores(spanId);
  if (scores.length === 0) return null;
  const isBad = scores.some(({ verdict }) => verdict === "bad");
  const Icon = isBad ? IconThumbDown : IconThumbUp;
  const words = scores.map(({ name, text }) => `${name}: ${text}`).join("\n");
  return (
    <span className={styles["count"]} data-verdict={isBad ? "bad" : undefined} title={words}>
      <Icon size={13} role="img" aria-label={isBad ? "scored, badly" : "scored"} />
      {scores.length > 1 && scores.length}
    </span>
  );
}
