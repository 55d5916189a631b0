import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { StatusMark } from "@/components/status-mark";
import type { ComparableTrace } from "@/lib/store/trace-diff-suggestions";
import styles from "./choose.module.css";
import { prepareSuggestions } from "./prepare-suggestions";

type SuggestionTableProps = {
  readonly title: string;
  readonly comparable: readonly ComparableTrace[];
  /** The trace that stays. */
  readonly chosen: { readonly side: "a" | "b"; readonly traceId: string };
  readonly projectAddress: string;
  /** ISO 8601. */
  readonly now: string;
};

/** Other runs of what a trace was asked, each leading to the two side by side. */
export function SuggestionTable(props: SuggestionTableProps) {
  const { title, comparable, chosen, projectAddress, now } = props;
  if (comparable.length === 0) return null;
  const hrefOf = (traceId: string) => {
    const sides = chosen.side === "b" ? [traceId, chosen.traceId] : [chosen.traceId, traceId];
    const search = new URLSearchParams({ a: sides[0] ?? "", b: sides[1] ?? "" });
    return `${projectAddress}/trace-diff?${search}`;
  };
  return (
    <section className={styles["suggestions"]} aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">{title}</h2>
      <DataTable
        caption="Other runs of the same question, those of another envelope first, then the latest"
        columns={[
          { id: "run", title: "Run" },
          { id: "why", title: "Why", isWide: true },
          { id: "status", title: "Status" },
          { id: "outcome", title: "Outcome" },
          { id: "model", title: "Model" },
          { id: "release", title: "Release" },
          { id: "started", title: "Started" },
        ]}
        rows={prepareSuggestions(comparable).map((row) => ({
          id: row.traceId,
          cells: {
            run: (
              <Link href={hrefOf(row.traceId)} prefetch={false}>
                {row.name} <code>{row.traceId.slice(0, 8)}</code>
              </Link>
            ),
            why: row.why,
            status: <StatusMark status={row.status} />,
            outcome: row.outcome,
            model: row.model,
            release: row.release,
            started: <RelativeTime at={row.startedAt} now={now} />,
          },
        }))}
      />
    </section>
  );
}
