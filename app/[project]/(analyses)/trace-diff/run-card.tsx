import { IconArrowRight } from "@tabler/icons-react";
import Link from "next/link";
import { RelativeTime } from "@/components/relative-time";
import { StatusMark } from "@/components/status-mark";
import type { StoredTrace } from "@/lib/store/trace-row";
import styles from "./trace-diff.module.css";

type RunCardProps = {
  readonly side: "a" | "b";
  readonly traceId: string;
  /** Absent until about a second after its first span was stored. */
  readonly trace: StoredTrace | undefined;
  readonly projectAddress: string;
  /** ISO 8601. */
  readonly now: string;
};

/** Which trace a lane shows. */
export function RunCard({ side, traceId, trace, projectAddress, now }: RunCardProps) {
  const model = trace?.modelServed ?? trace?.modelRequested ?? null;
  const facts = [model, trace?.release ?? null, trace?.outcome ?? null].filter((fact) => fact);
  return (
    <div className={styles["run"]} data-side={side}>
      <span className={styles["sideName"]}>{side.toUpperCase()}</span>
      <div className={styles["runText"]}>
        <Link href={`${projectAddress}/traces/${encodeURIComponent(traceId)}`} prefetch={false}>
          <strong>{trace?.name || "Trace"}</strong> <code>{traceId.slice(0, 12)}</code>
          <IconArrowRight size={12} aria-hidden />
        </Link>
        {trace === undefined ? (
          <p>Stored a moment ago.</p>
        ) : (
          <p>
            <StatusMark status={trace.status === "error" ? "error" : "ok"} />
            <RelativeTime at={trace.startedAt.toISOString()} now={now} />
            {facts.map((fact) => (
              <span key={fact}>{fact}</span>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}
