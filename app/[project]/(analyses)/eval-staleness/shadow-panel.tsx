import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { formatPoints, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { VerdictMark } from "@/components/verdict-mark";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { ShadowGap } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import { HELP } from "./help";

type ShadowPanelProps = { readonly report: EvalStalenessReport; readonly csvHref: string };

/** The same subject on the frozen suite and in production. */
export function ShadowPanel({ report, csvHref }: ShadowPanelProps) {
  const known = report.suites.flatMap(({ suite, shadow }) => (shadow ? [{ suite, shadow }] : []));
  return (
    <Panel
      id="shadow"
      title="Gold against shadow"
      note="the latest subject on the suite, and in production as far as its outcome is known"
      help={HELP.shadow}
      csvHref={csvHref}
    >
      {known.length === 0 ? (
        <p className={analysis["muted"]}>
          Cannot tell: it needs 30 cases with results, and 30 production requests of the same model
          whose outcome somebody gave. Scores (<code>POST /api/v1/scores</code>) and{" "}
          <code>tidemark.outcome</code> say it.
        </p>
      ) : (
        <DataTable
          caption="Suites by name: pass rate on the suite and in production"
          columns={[
            { id: "suite", title: "Suite" },
            { id: "subject", title: "Subject", isWide: true },
            { id: "gold", title: "Gold, %", isNumeric: true },
            { id: "shadow", title: "Shadow, %", isNumeric: true },
            { id: "gap", title: "Gap, points", isNumeric: true },
            { id: "verdict", title: "" },
          ]}
          rows={known.map(({ suite, shadow }) => ({
            id: suite,
            cells: { suite, ...cellsOf(shadow) },
          }))}
        />
      )}
    </Panel>
  );
}

function cellsOf({
  subject,
  gold,
  goldResults,
  shadow,
  shadowRequests,
  gap,
  low,
  high,
}: ShadowGap) {
  const isApart = low > 0 || high < 0;
  return {
    subject,
    gold: <span title={`n = ${formatCount(goldResults)}`}>{formatShare(gold)}</span>,
    shadow: <span title={`n = ${formatCount(shadowRequests)}`}>{formatShare(shadow)}</span>,
    gap: `${formatPoints(gap)} (${formatPoints(low)} to ${formatPoints(high)})`,
    verdict: (
      <VerdictMark status={isApart ? "broken" : "ok"} word={isApart ? "apart" : "agree"} isSmall />
    ),
  };
}
