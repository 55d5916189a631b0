import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { RelativeTime } from "@/components/relative-time";
import type { RederiveJob } from "@/lib/store/rederive-jobs";

type JobTableProps = {
  readonly jobs: readonly RederiveJob[];
  /** ISO 8601. */
  readonly now: string;
};

/** What history was derived again for, latest first. */
export function JobTable({ jobs, now }: JobTableProps) {
  return (
    <DataTable
      caption="Derivations of history, latest first"
      columns={[
        { id: "reason", title: "Because", isWide: true },
        { id: "asked", title: "Asked" },
        { id: "by", title: "By" },
        { id: "traces", title: "Traces", isNumeric: true },
        { id: "state", title: "State" },
      ]}
      rows={jobs.map((job) => ({
        id: String(job.id),
        cells: {
          reason: job.reason,
          asked: <RelativeTime at={job.requestedAt.toISOString()} now={now} />,
          by: job.requestedBy,
          traces: `${formatCount(job.done)} of ${job.total === null ? "…" : formatCount(job.total)}`,
          state: stateText(job),
        },
      }))}
    />
  );
}

function stateText({ finishedAt, error }: RederiveJob): string {
  if (error !== null) return `failed: ${error}`;
  return finishedAt === null ? "under way" : "done";
}
