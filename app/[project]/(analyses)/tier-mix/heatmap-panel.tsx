import Link from "next/link";
import { formatCount } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { shownLevel } from "@/components/tier-colour";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { HeatmapRow } from "@/lib/analyses/tier-mix/report-findings";
import { type AnalysisAddress, dimensionTerm, tierTerm, tracesHref } from "../traces-link";
import { HELP } from "./help";
import styles from "./tier-mix.module.css";

type HeatmapPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

/** Who gets which tier: a row a value, a column a tier. */
export function HeatmapPanel({ report, address, csvHref }: HeatmapPanelProps) {
  const { heatmap, tiers } = report;
  const dimensions = [...new Set(heatmap.map(({ dimension }) => dimension))];
  return (
    <Panel id="heatmap" title="Who gets which tier" help={HELP.heatmap} csvHref={csvHref}>
      {heatmap.length === 0 ? (
        <p className={styles["muted"]}>
          No request names a feature, tenant, environment or segment.
        </p>
      ) : (
        <div className={styles["heat"]}>
          <table>
            <caption className="tm-visually-hidden">
              Shares by tier of each dimension's values, busiest first
            </caption>
            <thead>
              <tr>
                <th scope="col">Value</th>
                <th scope="col" data-numeric>
                  Requests
                </th>
                {tiers.map(({ tier }) => (
                  <th key={tier} scope="col" data-numeric>
                    {tier}
                  </th>
                ))}
              </tr>
            </thead>
            {dimensions.map((dimension) => (
              <tbody key={dimension}>
                <tr>
                  <th scope="rowgroup" colSpan={tiers.length + 2}>
                    {dimension.replace(/^segment\./, "")}
                  </th>
                </tr>
                {heatmap
                  .filter((row) => row.dimension === dimension)
                  .map((row) => (
                    <Row key={row.value ?? ""} row={row} tiers={tiers} address={address} />
                  ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </Panel>
  );
}

type RowProps = {
  readonly row: HeatmapRow;
  readonly tiers: TierMixReport["tiers"];
  readonly address: AnalysisAddress;
};

function Row({ row, tiers, address }: RowProps) {
  const { dimension, value, requests, cells } = row;
  const own = dimensionTerm(dimension, value);
  return (
    <tr>
      <th scope="row" title={value ?? undefined}>
        {value ?? "not said"}
      </th>
      <td data-numeric>{formatCount(requests)}</td>
      {tiers.map(({ tier, level }) => {
        const cell = cells.find((known) => known.tier === tier);
        if (cell === undefined) return <td key={tier} />;
        if (cell.share === 0) return <td key={tier} data-none title={`${tier}: none`} />;
        return (
          <td key={tier} style={{ background: heatOf(level, cell.share) }}>
            <Link
              href={tracesHref(address, [own, tierTerm(tier)])}
              prefetch={false}
              title={`${tier}: ${formatShare(cell.share)} (${formatInterval(cell.low, cell.high)}), n = ${formatCount(requests)}`}
            >
              {formatShare(cell.share)}
            </Link>
          </td>
        );
      })}
    </tr>
  );
}

/** The tier's own colour, the stronger the larger its share; text on it stays readable. */
function heatOf(level: number | null, share: number): string {
  const colour = `var(--tm-tier-${shownLevel(level) ?? "unknown"})`;
  return `color-mix(in srgb, ${colour} ${6 + share * 44}%, transparent)`;
}
