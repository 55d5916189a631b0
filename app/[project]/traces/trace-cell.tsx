import { IconArrowsExchange } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/relative-time";
import { ScoreMark, type ScoreText } from "@/components/score-mark";
import { StatusMark } from "@/components/status-mark";
import { TierBadge } from "@/components/tier-badge";
import { scoreNameOf } from "./columns";
import type { TraceRowView } from "./prepare-row";
import styles from "./trace-table.module.css";

type CellProps = { readonly row: TraceRowView; readonly now: string };
type TraceCellProps = CellProps & { readonly columnId: string };

export function TraceCell({ columnId, row, now }: TraceCellProps) {
  const scoreName = scoreNameOf(columnId);
  if (scoreName !== null) return <ScoreCell score={row.scores[scoreName]} />;
  const isNumeric = NUMERIC.has(columnId) || undefined;
  return (
    <td data-column={columnId} data-numeric={isNumeric}>
      {CELLS[columnId]?.({ row, now })}
    </td>
  );
}

const NUMERIC: ReadonlySet<string> = new Set(["tokens", "cost", "duration", "spans"]);

const CELLS: Readonly<Record<string, (props: CellProps) => ReactNode>> = {
  time: ({ row, now }) => <RelativeTime at={row.startedAt} now={now} />,
  name: ({ row }) => (
    <Link
      href={row.href}
      data-open
      prefetch={false}
      title={titleOf(row)}
      className={styles["name"]}
    >
      {row.name}
      {row.preview === null ? null : <span className={styles["preview"]}>{row.preview}</span>}
    </Link>
  ),
  status: ({ row }) => <StatusMark status={row.status} note={row.statusNote} />,
  feature: ({ row }) => <Clipped text={row.feature} />,
  model: ({ row }) => <ModelCell row={row} />,
  tier: ({ row }) =>
    row.tier === null ? null : (
      <TierBadge tier={row.tier} level={row.tierLevel} note={row.tierNote} />
    ),
  tokens: ({ row }) => <span title={row.tokensNote ?? undefined}>{row.tokens}</span>,
  cost: ({ row }) => row.cost,
  duration: ({ row }) => (
    <span className={styles["duration"]}>
      {row.duration}
      <span className={styles["bar"]} aria-hidden>
        <span style={{ width: `${row.durationShare * 100}%` }} />
      </span>
    </span>
  ),
  spans: ({ row }) => row.spans,
  session: ({ row }) =>
    row.sessionHref === null ? null : (
      <Link
        href={row.sessionHref}
        prefetch={false}
        title={row.session ?? undefined}
        className={styles["id"]}
      >
        {row.session}
      </Link>
    ),
  user: ({ row }) => <Clipped text={row.user} />,
  tags: ({ row }) => <Clipped text={row.tags.length === 0 ? null : row.tags.join(", ")} />,
  source: ({ row }) => <Clipped text={row.source} />,
  environment: ({ row }) => <Clipped text={row.environment} />,
  release: ({ row }) => <Clipped text={row.release} />,
};

function ScoreCell({ score }: { readonly score: ScoreText | undefined }) {
  return <td data-column="score">{score === undefined ? null : <ScoreMark score={score} />}</td>;
}

function titleOf(row: TraceRowView): string {
  return row.preview === null ? row.name : `${row.name}\n${row.preview}`;
}

function Clipped({ text }: { readonly text: string | null }) {
  return text === null ? null : <span title={text}>{text}</span>;
}

function ModelCell({ row }: { readonly row: TraceRowView }) {
  if (row.model === null) return null;
  const title = row.modelNote === null ? row.model : `${row.model}\n${row.modelNote}`;
  return (
    <span title={title} className={styles["model"]} data-changed={row.isModelChanged || undefined}>
      {row.isModelChanged ? (
        <IconArrowsExchange size={14} role="img" aria-label={row.modelNote ?? "another model"} />
      ) : null}
      <span className={styles["clip"]}>{row.model}</span>
    </span>
  );
}
