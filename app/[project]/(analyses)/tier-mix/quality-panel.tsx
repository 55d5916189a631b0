import Link from "next/link";
import { IntervalDot } from "@/components/charts/interval-dot";
import { DataTable } from "@/components/data-table";
import { UNKNOWN } from "@/components/format";
import { Panel } from "@/components/panel";
import { TierBadge } from "@/components/tier-badge";
import { shownLevel } from "@/components/tier-colour";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { AnalysisAddress } from "../traces-link";
import { HELP } from "./help";
import { prepareQuality } from "./prepare-quality";
import styles from "./tier-mix.module.css";

type QualityPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

/** Whether the answers of other tiers are as good as those of the primary one. */
export function QualityPanel({ report, address, csvHref }: QualityPanelProps) {
  const { note, rows } = prepareQuality(report, address);
  const levels = new Map(report.tiers.map(({ tier, level }) => [tier, level]));
  return (
    <Panel id="quality" title="Quality per tier" note={note} help={HELP.quality} csvHref={csvHref}>
      {rows.length === 0 ? (
        <p className={styles["muted"]}>
          Scores come with traces (<code>gen_ai.evaluation.result</code>), by{" "}
          <code>POST /api/v1/scores</code>, or by hand on the page of a trace.
        </p>
      ) : (
        <DataTable
          caption="Judged requests by tier, the best tier first"
          columns={[
            { id: "tier", title: "Tier", isWide: true },
            {
              id: "scored",
              title: "Judged",
              isNumeric: true,
              meaning: "Traces with a score that says good or bad",
            },
            { id: "bad", title: "Bad", isNumeric: true },
            { id: "good", title: "Good", isNumeric: true },
            { id: "interval", title: "95 % interval, 0–100 %" },
            { id: "difference", title: "Against primary, points", isNumeric: true },
            { id: "against", title: "Compared" },
          ]}
          rows={rows.map((row, index) => ({
            id: row.tier,
            cells: {
              tier: <TierBadge tier={row.tier} level={shownLevel(levels.get(row.tier) ?? null)} />,
              scored: <Evidence href={row.scoredHref}>{row.scored}</Evidence>,
              bad: <Evidence href={row.badHref}>{row.bad}</Evidence>,
              good: <Evidence href={row.goodHref}>{row.good}</Evidence>,
              interval: <QualityDot row={report.quality[index]} />,
              difference: row.difference ?? UNKNOWN,
              against: row.against,
            },
          }))}
        />
      )}
    </Panel>
  );
}

function Evidence({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <Link href={href} prefetch={false}>
      {children}
    </Link>
  );
}

function QualityDot({ row }: { readonly row: TierMixReport["quality"][number] | undefined }) {
  if (row === undefined) return null;
  return (
    <span className={styles["dots"]}>
      <IntervalDot value={row.share} low={row.low} high={row.high} axis={{ from: 0, to: 1 }} />
    </span>
  );
}
