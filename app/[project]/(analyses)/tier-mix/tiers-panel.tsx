import { DataTable } from "@/components/data-table";
import {
  formatCompact,
  formatCost,
  formatCount,
  formatDuration,
  UNKNOWN,
} from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { TierBadge } from "@/components/tier-badge";
import { shownLevel } from "@/components/tier-colour";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { type AnalysisAddress, tierTerm, tracesHref } from "../traces-link";
import { HELP } from "./help";
import { ShareLink } from "./share-cell";

type TiersPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

/** Everything that is known of each tier over the window. */
export function TiersPanel({ report, address, csvHref }: TiersPanelProps) {
  return (
    <Panel id="tiers" title="Tiers" help={HELP.tiers} csvHref={csvHref}>
      <DataTable
        caption="Tiers, the best first"
        columns={[
          { id: "tier", title: "Tier", isWide: true },
          { id: "level", title: "Level", isNumeric: true, meaning: "0 is primary" },
          { id: "requests", title: "Requests", isNumeric: true },
          { id: "share", title: "Share", isNumeric: true },
          { id: "interval", title: "95 % interval, %", isNumeric: true },
          { id: "reference", title: "Reference", isNumeric: true },
          {
            id: "touched",
            title: "Touched",
            isNumeric: true,
            meaning: "Requests any of whose attempts went to the tier",
          },
          { id: "users", title: "Users", isNumeric: true, meaning: "Served by it at least once" },
          { id: "sessions", title: "Sessions", isNumeric: true },
          { id: "cost", title: "Cost", isNumeric: true },
          { id: "tokens", title: "Tokens", isNumeric: true },
          { id: "duration", title: "Mean duration", isNumeric: true },
        ]}
        rows={report.tiers.map((row) => ({
          id: row.tier,
          cells: {
            tier: <TierBadge tier={row.tier} level={shownLevel(row.level)} />,
            level: row.level ?? UNKNOWN,
            requests: formatCount(row.requests),
            share: <ShareLink share={row.share} href={tracesHref(address, [tierTerm(row.tier)])} />,
            interval: formatInterval(row.low, row.high),
            reference: formatShare(row.referenceShare),
            touched: formatShare(row.touchRate),
            users: formatShare(row.userShare),
            sessions: formatShare(row.sessionShare),
            cost: formatCost(row.costUsd),
            tokens: formatCompact(row.totalTokens),
            duration: formatDuration(row.durationMsMean),
          },
        }))}
      />
    </Panel>
  );
}
