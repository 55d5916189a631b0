import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { HeatmapRow } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";

type OrphansPanelProps = {
  readonly slug: string;
  readonly report: EvalStalenessReport;
  /** The suite that a case would go into; null when several are shown. */
  readonly suite: string | null;
  readonly csvHref: string;
  readonly tracesOf: (row: HeatmapRow) => string | null;
};

const SHOWN = 12;

/** What production asks and no case does, with traces to make cases of. */
export function OrphansPanel({ slug, report, suite, csvHref, tracesOf }: OrphansPanelProps) {
  const { orphans } = report;
  const share = orphans.reduce((sum, row) => sum + row.share, 0);
  return (
    <Panel
      id="orphans"
      title="In production, in no case"
      note={`${orphans.length} kinds of requests, ${formatShare(share)} of production`}
      help={HELP.orphans}
      csvHref={csvHref}
    >
      {orphans.length === 0 ? (
        <p className={analysis["muted"]}>Every kind of request that was found has a case.</p>
      ) : (
        <DataTable
          caption="Kinds of requests without a case, most frequent first"
          columns={[
            { id: "label", title: "Kind of request", isWide: true },
            { id: "share", title: "Production, %", isNumeric: true },
            { id: "traces", title: "Examples" },
            { id: "action", title: "" },
          ]}
          rows={orphans.slice(0, SHOWN).map((row) => ({
            id: row.cluster,
            cells: {
              label: <ListLink row={row} href={tracesOf(row)} />,
              share: (row.share * 100).toFixed(1),
              traces: <Examples slug={slug} row={row} />,
              action: <MakeCase slug={slug} row={row} suite={suite} />,
            },
          }))}
        />
      )}
    </Panel>
  );
}

function ListLink({ row, href }: { readonly row: HeatmapRow; readonly href: string | null }) {
  return href === null ? row.label : <Link href={href}>{row.label}</Link>;
}

function Examples({ slug, row }: { readonly slug: string; readonly row: HeatmapRow }) {
  return (
    <span className={styles["examples"]}>
      {row.traceIds.map((traceId, index) => (
        <Link
          key={traceId}
          href={`/${slug}/traces/${encodeURIComponent(traceId)}`}
          prefetch={false}
          title={traceId}
          aria-label={`Example ${index + 1} of ${row.label}`}
        >
          {index + 1}
        </Link>
      ))}
    </span>
  );
}

type MakeCaseProps = {
  readonly slug: string;
  readonly row: HeatmapRow;
  readonly suite: string | null;
};

function MakeCase({ slug, row, suite }: MakeCaseProps) {
  const [traceId] = row.traceIds;
  if (traceId === undefined) return null;
  const search = new URLSearchParams({ trace: traceId, ...(suite === null ? {} : { suite }) });
  return (
    <Link href={`/${slug}/evals/promote?${search}`} prefetch={false}>
      Make a case
    </Link>
  );
}
