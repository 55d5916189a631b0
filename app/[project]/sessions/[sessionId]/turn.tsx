import { IconArrowsExchange } from "@tabler/icons-react";
import Link from "next/link";
import { RelativeTime } from "@/components/relative-time";
import { StatusMark } from "@/components/status-mark";
import { TierBadge } from "@/components/tier-badge";
import type { TurnView } from "./prepare-turns";
import styles from "./session.module.css";

/** What was asked and what was answered, with a line about how. */
export function Turn({ turn, now }: { readonly turn: TurnView; readonly now: string }) {
  return (
    <li>
      {turn.pause === null ? null : <p className={styles["pause"]}>{turn.pause} later</p>}
      <article className={styles["turn"]} data-status={turn.status}>
        <Message side="In" text={turn.input} absent="No input was recorded" />
        <Message
          side="Out"
          text={turn.output}
          absent={turn.statusNote ?? "No output was recorded"}
        />
        <footer>
          <Link href={turn.href}>{turn.name === "" ? "(no name)" : turn.name}</Link>
          <StatusMark status={turn.status} note={turn.statusNote} />
          {turn.tier === null ? null : <TierBadge tier={turn.tier} level={turn.tierLevel} />}
          {turn.model === null ? null : <TurnModel model={turn.model} note={turn.modelNote} />}
          <span>{turn.facts}</span>
          <RelativeTime at={turn.startedAt} now={now} />
        </footer>
      </article>
    </li>
  );
}

function TurnModel({ model, note }: { readonly model: string; readonly note: string | null }) {
  return (
    <span className={styles["model"]} title={note ?? undefined}>
      {note === null ? null : <IconArrowsExchange size={14} role="img" aria-label={note} />}
      {model}
    </span>
  );
}

type MessageProps = {
  readonly side: "In" | "Out";
  readonly text: string | null;
  readonly absent: string;
};

function Message({ side, text, absent }: MessageProps) {
  return (
    <div className={styles["message"]} data-side={side}>
      <span className={styles["role"]}>{side}</span>
      <p data-absent={text === null || undefined}>{text ?? absent}</p>
    </div>
  );
}
