import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { UNKNOWN } from "@/components/format";
import { formatInterval, formatShare, formatTimes } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { type Verdict, VerdictMark } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { ReconciliationReport } from "@/lib/analyses/tier-mix/report-findings";
import { type AnalysisAddress, tierTerm, tracesHref } from "../traces-link";
import { hourText } from "./day-text";
import { HELP } from "./help";
import { partsText } from "./reason-words";
import styles from "./tier-mix.module.css";

type ReconciliationPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

const STATUS: Readonly<Record<string, readonly [Verdict, string]>> = {
  match: ["ok", "match"],
  mismatch: ["broken", "mismatch"],
  denominator_mismatch: ["watch", "other denominator"],
};

/** The application's own counters against what its traces show. */
export function ReconciliationPanel({ report, address, csvHref }: ReconciliationPanelProps) {
  const { reconciliation, asOf } = report;
  return (
    <Panel
      id="reconciliation"
      title="Your own counters"
      help={HELP.reconciliation}
      csvHref={csvHref}
    >
      {reconciliation.length === 0 ? (
        <p className={styles["muted"]}>
          None was posted for this time range. <code>POST /api/v1/self-reports</code> with what your
          dashboard claims, and it is held against the traces.
        </p>
      ) : (
        <DataTable
          caption="Counters in order of source, metric and time"
          columns={[
            { id: "metric", title: "Counter" },
            { id: "reported", title: "Claims", isNumeric: true },
            { id: "derived", title: "Traces show", isNumeric: true },
            { id: "status", title: "Status" },
            { id: "explainedBy", title: "Explained by", isWide: true },
            { id: "window", title: "From – to, UTC" },
            {
              id: "coverage",
              title: "Coverage",
              isNumeric: true,
              meaning: "The counter's denominator per request of telemetry",
            },
          ]}
          rows={reconciliation.map((row, index) => ({
            id: `${index}`,
            cells: {
              metric: `${row.source} · ${row.metric}`,
              window: `${hourText(row.from, asOf)} – ${hourText(row.to, asOf)}`,
              reported: formatShare(row.reported),
              derived: <Derived row={row} address={address} />,
              coverage: row.coverage === null ? UNKNOWN : `${formatTimes(row.coverage)}×`,
              status: <Status status={row.status} />,
              explainedBy: explanation(row),
            },
          }))}
        />
      )}
    </Panel>
  );
}

type DerivedProps = { readonly row: ReconciliationReport; readonly address: AnalysisAddress };

function Derived({ row, address }: DerivedProps) {
  if (row.derived === null) return UNKNOWN;
  const { tier } = row.counted;
  const terms = tier === null ? [] : [tierTerm(tier)];
  return (
    <Link href={tracesHref(address, terms, { from: row.from, to: row.to })} prefetch={false}>
      {`${formatShare(row.derived)} (${formatInterval(row.low, row.high)})`}
    </Link>
  );
}

function Status({ status }: Pick<ReconciliationReport, "status">) {
  const [mark, word] = STATUS[status ?? ""] ?? ["unknown", "no traces"];
  return <VerdictMark status={mark} word={word} isSmall />;
}

function explanation({ status, explainedBy }: ReconciliationReport): string {
  if (status !== "mismatch") return "";
  return explainedBy.length === 0
    ? "no few reasons or tiers add up to it"
    : `counts ${partsText(explainedBy)} only`;
}
