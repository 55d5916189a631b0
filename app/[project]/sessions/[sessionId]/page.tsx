import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { decodeName } from "@/app/decode-name";
import { requireProject } from "@/app/require-project";
import { CopyButton } from "@/components/copy-button";
import { formatCompact, formatCost, formatCount, formatDuration } from "@/components/format";
import { AsOf } from "@/components/freshness";
import { db } from "@/lib/store/db";
import { loadSessionTraces } from "@/lib/store/session-list";
import type { TraceListRow } from "@/lib/store/trace-list-row";
import { prepareTurns } from "./prepare-turns";
import styles from "./session.module.css";
import { Turn } from "./turn";

export const metadata: Metadata = { title: "Session" };

export default async function SessionPage({
  params,
}: PageProps<"/[project]/sessions/[sessionId]">) {
  const { project: slug, sessionId: encoded } = await params;
  const project = await requireProject(slug);
  const sessionId = decodeName(encoded);
  const { traces, count } = await loadSessionTraces(db, project.id, sessionId);
  if (count === 0) notFound();
  const now = new Date().toISOString();
  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <p className={styles["crumb"]}>
        <Link href={`/${slug}/sessions`}>Sessions</Link>
      </p>
      <h1>
        <span>{sessionId}</span>
        <CopyButton text={sessionId} label="Copy the session id" />
      </h1>
      <p className={styles["summary"]}>{summaryOf(traces, count)}</p>
      <ol>
        {prepareTurns(traces, slug).map((turn) => (
          <Turn key={turn.traceId} turn={turn} now={now} />
        ))}
      </ol>
      {count > traces.length ? (
        <p className={styles["summary"]}>
          These are the first {formatCount(traces.length)} of {formatCount(count)} traces.{" "}
          <Link href={`/${slug}/traces?q=${encodeURIComponent(`session:"${sessionId}"`)}`}>
            List them all
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function summaryOf(traces: readonly TraceListRow[], count: number): string {
  const [first, last] = [traces[0], traces.at(-1)];
  const sum = (field: "totalTokens" | "costUsd") => {
    const said = traces.flatMap((trace) => trace[field] ?? []);
    return said.length === 0 ? null : said.reduce((all, value) => all + value, 0);
  };
  const errors = traces.filter((trace) => trace.status === "error").length;
  const [tokens, cost] = [sum("totalTokens"), sum("costUsd")];
  const lengthMs =
    first && last ? last.startedAt.getTime() + last.durationMs - first.startedAt.getTime() : null;
  const users = [...new Set(traces.flatMap((trace) => trace.userId ?? []))];
  return [
    count === 1 ? "1 trace" : `${formatCount(count)} traces`,
    errors === 0 ? "no errors" : errors === 1 ? "1 error" : `${errors} errors`,
    `over ${formatDuration(lengthMs)}`,
    tokens === null ? null : `${formatCompact(tokens)} tokens`,
    cost === null ? null : formatCost(cost),
    users.length === 0 ? null : `with ${users.join(", ")}`,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
