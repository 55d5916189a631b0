import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { StatusMark } from "@/components/status-mark";
import type { ComparablePair } from "@/lib/store/trace-diff-suggestions";
import type { TraceListRow } from "@/lib/store/trace-list-row";
import styles from "./choose.module.css";

type PairTableProps = {
  readonly pairs: readonly ComparablePair[];
  readonly projectAddress: string;
  /** ISO 8601. */
  readonly now: string;
};

/** Questions that were asked again lately. */
export function PairTable({ pairs, projectAddress, now }: PairTableProps) {
  if (pairs.length === 0) {
    return (
      <p className={styles["muted"]}>
        No question was asked twice among the latest 2,000 traces, so there is no pair to suggest.
      </p>
    );
  }
  return (
    <section className={styles["suggestions"]} aria-labelledby="pairs-title">
      <h2 id="pairs-title">Questions that were asked again</h2>
      <DataTable
        caption="Latest runs of a question that was asked before, each with the run before it"
        columns={[
          { id: "question", title: "Question", isWide: true },
          { id: "a", title: "A, before" },
          { id: "b", title: "B, after" },
          { id: "envelope", title: "Envelope" },
          { id: "at", title: "B started" },
        ]}
        rows={pairs.map(({ earlier, later, isOtherEnvelope }) => ({
          id: later.traceId,
          cells: {
            question: (
              <Link
                href={`${projectAddress}/trace-diff?${new URLSearchParams({ a: earlier.traceId, b: later.traceId })}`}
                prefetch={false}
              >
                {later.inputPreview ?? later.name}
              </Link>
            ),
            a: <Run trace={earlier} />,
            b: <Run trace={later} />,
            envelope: isOtherEnvelope ? "changed" : "same",
            at: <RelativeTime at={later.startedAt.toISOString()} now={now} />,
          },
        }))}
      />
    </section>
  );
}

function Run({ trace }: { readonly trace: TraceListRow }) {
  return (
    <span className={styles["runCell"]}>
      <StatusMark status={trace.status === "error" ? "error" : "ok"} />
      <code>{trace.traceId.slice(0, 8)}</code>
    </span>
  );
}
