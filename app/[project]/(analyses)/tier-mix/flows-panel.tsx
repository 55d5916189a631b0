import { FlowDiagram } from "@/components/charts/flow-diagram";
import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { HELP } from "./help";
import type { FlowView } from "./prepare-flows";

type FlowsPanelProps = {
  readonly report: TierMixReport;
  readonly view: FlowView;
  readonly csvHref: string;
};

/** From what was meant to serve, by why it did not, to what did. */
export function FlowsPanel({ report, view, csvHref }: FlowsPanelProps) {
  return (
    <Panel
      id="flows"
      title="From intended to served"
      help={HELP.flows}
      csvHref={csvHref}
      table={<FlowTable report={report} />}
    >
      <FlowDiagram
        description="Requests from the tier that was meant to serve, by reason, to the tier that served."
        titles={["meant to serve", "because of", "served"]}
        {...view}
      />
    </Panel>
  );
}

function FlowTable({ report: { flows, requests } }: Pick<FlowsPanelProps, "report">) {
  return (
    <DataTable
      caption="Flows, busiest first"
      columns={[
        { id: "intended", title: "Meant to serve" },
        { id: "reason", title: "Reason", isWide: true },
        { id: "served", title: "Served" },
        { id: "requests", title: "Requests", isNumeric: true },
        { id: "share", title: "Share", isNumeric: true },
      ]}
      rows={flows.map(({ intended, reason, served, requests: own }) => ({
        id: JSON.stringify([intended, reason, served]),
        cells: {
          intended,
          reason: reason ?? "—",
          served,
          requests: formatCount(own),
          share: formatShare(own / requests),
        },
      }))}
    />
  );
}
