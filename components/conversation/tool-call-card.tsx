"use client";

import { IconTool } from "@tabler/icons-react";
import type { Json } from "@/lib/domain/span";
import { CopyButton } from "../copy-button";
import { JsonView } from "../json-view";
import { TextContent } from "../text-content";
import styles from "./conversation.module.css";
import type { TurnPart } from "./turns";

type ToolCall = Extract<TurnPart, { form: "tool_call" }>;

/** A model's wish to run a tool, with what the tool said when the conversation holds it. */
export function ToolCallCard({ call }: { call: ToolCall }) {
  return (
    <section className={styles["call"]} aria-label={`Tool call ${call.name}`}>
      <header className={styles["callHead"]}>
        <IconTool size={14} stroke={1.75} aria-hidden />
        <strong>{call.name}</strong>
        {call.id !== null && <code className={styles["hint"]}>{call.id}</code>}
        <CopyButton label="Copy arguments" text={() => textOf(call.arguments)} />
      </header>
      <div className={styles["callBody"]}>
        <h5 className={styles["callLabel"]}>Arguments</h5>
        <ResultContent value={call.arguments} />
      </div>
      {call.result && (
        <div className={styles["callBody"]}>
          <h5 className={styles["callLabel"]}>Result</h5>
          <ResultContent value={call.result.value} />
        </div>
      )}
    </section>
  );
}

/** A tool's arguments or result: text as text, the rest as a tree. */
export function ResultContent({ value }: { value: Json }) {
  if (value === null) return <p className={styles["nothing"]}>Not recorded.</p>;
  if (typeof value === "string") return <TextContent text={value} isCode />;
  return <JsonView value={value} />;
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
