"use client";

import { IconBrain } from "@tabler/icons-react";
import { TextContent } from "../text-content";
import styles from "./conversation.module.css";

/** What a model thought before it answered: there, but out of the way until asked for. */
export function ReasoningCard({ text }: { text: string }) {
  return (
    <details className={styles["reasoning"]}>
      <summary>
        <IconBrain size={14} stroke={1.75} aria-hidden /> Reasoning
        <span className={styles["hint"]}>{text.trim().slice(0, 120)}</span>
      </summary>
      <TextContent text={text} />
    </details>
  );
}
