"use client";

import { IconRobot, IconSettings, IconTool, IconUser } from "@tabler/icons-react";
import { JsonView } from "../json-view";
import { TextContent } from "../text-content";
import styles from "./conversation.module.css";
import { ReasoningCard } from "./reasoning-card";
import { ResultContent, ToolCallCard } from "./tool-call-card";
import type { Turn, TurnPart } from "./turns";

const ROLE_ICONS = {
  system: IconSettings,
  developer: IconSettings,
  user: IconUser,
  human: IconUser,
  tool: IconTool,
  function: IconTool,
} as const;

/** Messages one below the other, as a person would read a chat. */
export function Conversation({ turns }: { turns: readonly Turn[] }) {
  return (
    <ol className={styles["turns"]}>
      {turns.map((turn, position) => (
        // Turns have no identity but their place, and their list is replaced whole.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={position} className={styles["turn"]} data-role={turn.role}>
          <RoleLabel role={turn.role} />
          <div className={styles["parts"]}>
            {turn.parts.length === 0 && <p className={styles["nothing"]}>Nothing was said.</p>}
            {turn.parts.map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <Part key={place} part={part} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function RoleLabel({ role }: { role: string }) {
  const Icon = Object.hasOwn(ROLE_ICONS, role)
    ? ROLE_ICONS[role as keyof typeof ROLE_ICONS] // hasOwn has just said so
    : IconRobot;
  return (
    <h4 className={styles["role"]}>
      <Icon size={14} stroke={1.75} aria-hidden /> {role}
    </h4>
  );
}

function Part({ part }: { part: TurnPart }) {
  switch (part.form) {
    case "text":
      return part.text === "" ? (
        <p className={styles["nothing"]}>Empty text.</p>
      ) : (
        <TextContent text={part.text} />
      );
    case "reasoning":
      return <ReasoningCard text={part.text} />;
    case "tool_call":
      return <ToolCallCard call={part} />;
    case "tool_result":
      return <ResultContent value={part.value} />;
    case "other":
      return <JsonView value={part.value} />;
  }
}
