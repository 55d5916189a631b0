"use client";

import { Conversation } from "@/components/conversation/conversation";
import { buildTurns } from "@/components/conversation/turns";
import { JsonView } from "@/components/json-view";
import { TextContent } from "@/components/text-content";
import type { Json } from "@/lib/domain/span";
import { findConversation } from "../traces/[traceId]/details/find-conversation";
import styles from "./evals.module.css";

type CaseContentProps = {
  readonly value: Json;
  /** Who speaks where a message does not say. */
  readonly speaker: "user" | "assistant";
  /** Stands there when nothing was said. */
  readonly absent: string;
};

/** What a case asks or expects, as a conversation where it is one. */
export function CaseContent({ value, speaker, absent }: CaseContentProps) {
  if (value === null || value === "") return <p className={styles["muted"]}>{absent}</p>;
  const found = findConversation(value, "chain", speaker);
  if (found && found.rest === null) return <Conversation turns={buildTurns(found.messages)} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key.
    <section className={styles["box"]} aria-label="Content" tabIndex={0}>
      {typeof value === "string" ? <TextContent text={value} /> : <JsonView value={value} />}
    </section>
  );
}
