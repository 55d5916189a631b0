import { DataTable } from "@/components/data-table";
import { formatPoints, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { ShareChange } from "@/lib/analyses/tier-mix/report-findings";
import { type AnalysisAddress, fieldTerm, tierTerm, tracesHref } from "../traces-link";
import { dayText } from "./day-text";
import { HELP } from "./help";
import { ChangeDot, reachOf, ShareBar } from "./share-cell";
import styles from "./tier-mix.module.css";

type AttributionPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: (table: string) => string;
};

/** Who owns the demoted requests: by reason and by rule, against the time they are compared with. */
export function AttributionPanels({ report, address, csvHref }: AttributionPanelProps) {
  const { attribution } = report;
  const note = comparisonText(report);
  // What is not demoted was served by the primary tier, or by one that nobody knows.
  const demoted = [...notDemotedTerms(report), "has:tier"];
  return (
    <>
      <Panel
        id="reasons"
        title="Demoted, by reason"
        note={note}
        help={HELP.attribution}
        csvHref={csvHref("reasons")}
      >
        <ChangeTable
          caption="Demoted requests by reason, largest first"
          title="Reason"
          nothing="Nothing was demoted."
          rows={attribution.byReason.map(({ reason, ...change }) => ({
            name: reason ?? "no reason given",
            note: null,
            href: tracesHref(address, [...demoted, fieldTerm("reason", reason)]),
            change,
          }))}
        />
      </Panel>
      <Panel
        id="rules"
        title="Demoted, by rule"
        note={note}
        help={HELP.attribution}
        csvHref={csvHref("rules")}
      >
        <ChangeTable
          caption="Demoted requests by routing rule, largest first"
          title="Rule"
          nothing="Nothing was demoted."
          rows={attribution.byRule.map(({ rule, owner, ...change }) => ({
            name: rule ?? "no rule",
            note: owner,
            href: tracesHref(address, [...demoted, fieldTerm("rule", rule)]),
            change,
          }))}
        />
      </Panel>
    </>
  );
}

export function comparisonText({ attribution, comparison, asOf }: TierMixReport): string {
  const { share } = attribution.demoted;
  const { from, to } = comparison.window;
  const basis = comparison.basis === "reference" ? "reference" : "time before";
  const when = `${dayText(from, asOf)} – ${dayText(new Date(to.getTime() - 1), asOf)}`;
  return `${formatShare(share)} of requests; ${formatShare(attribution.demotedBefore)} in the ${basis}, ${when}`;
}

function notDemotedTerms({ tiers, verdict }: TierMixReport): string[] {
  return tiers
    .filter(({ tier, level }) => level === 0 || tier === verdict.primary?.tier)
    .map(({ tier }) => `-${tierTerm(tier)}`);
}

type ChangeTableProps = {
  readonly caption: string;
  readonly title: string;
  readonly nothing: string;
  readonly rows: readonly {
    readonly name: string;
    readonly note: string | null;
    readonly href: string;
    readonly change: ShareChange;
  }[];
};

function ChangeTable({ caption, title, nothing, rows }: ChangeTableProps) {
  if (rows.length === 0) return <p className={styles["muted"]}>{nothing}</p>;
  const largest = Math.max(...rows.map(({ change }) => change.share));
  const reach = reachOf(rows.map(({ change }) => change));
  return (
    <DataTable
      caption={caption}
      columns={[
        { id: "name", title, isWide: true },
        { id: "share", title: "Of all requests", isNumeric: true },
        { id: "difference", title: "Change, points", isNumeric: true },
        { id: "interval", title: "95 % interval" },
      ]}
      rows={rows.map(({ name, note, href, change }) => ({
        id: name,
        cells: {
          name: note === null ? name : `${name} · ${note}`,
          share: <ShareBar share={change.share} href={href} largest={largest} />,
          difference: formatPoints(change.difference),
          interval: <ChangeDot change={change} reach={reach} />,
        },
      }))}
    />
  );
}
