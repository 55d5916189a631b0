import Link from "next/link";
import { ShareStack } from "@/components/charts/share-stack";
import type { ShareStackView } from "@/components/charts/share-stack-view";
import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { Panel } from "@/components/panel";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { type AnalysisAddress, tierTerm, tracesHref } from "../traces-link";
import { calmSeries } from "./calm-series";
import { dayText, hourText } from "./day-text";
import { HELP } from "./help";
import { shareIn } from "./prepare-picture";
import { ShareLink } from "./share-cell";

type PicturePanelProps = {
  readonly report: TierMixReport;
  readonly view: ShareStackView;
  readonly address: AnalysisAddress;
  /** The page's filters without its window. */
  readonly filterSearch: string;
  readonly csvHref: string;
};

const DAY_MS = 86_400_000;

/** Which tier served, over time. */
export function PicturePanel({ report, view, address, filterSearch, csvHref }: PicturePanelProps) {
  return (
    <Panel
      id="mix"
      title="Share of requests by tier"
      help={HELP.picture}
      csvHref={csvHref}
      table={<SeriesTable report={report} address={address} />}
    >
      <ShareStack view={view} search={filterSearch} />
      <ChangeList changes={view.changes} />
    </Panel>
  );
}

/** The flags in words, for whoever does not walk over the picture. */
function ChangeList({ changes }: Pick<ShareStackView, "changes">) {
  if (changes.length === 0) return null;
  return (
    <ul className="tm-visually-hidden" aria-label="Changes in this time range">
      {changes.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  );
}

function SeriesTable({ report, address }: Pick<PicturePanelProps, "report" | "address">) {
  const { widthMs: width, points } = calmSeries(report.series);
  const name = width < DAY_MS ? hourText : dayText;
  return (
    <DataTable
      caption="Share of requests by tier, latest first"
      columns={[
        { id: "at", title: "From, UTC" },
        { id: "requests", title: "Requests", isNumeric: true },
        ...report.tiers.map(({ tier }) => ({ id: `tier ${tier}`, title: tier, isNumeric: true })),
      ]}
      rows={points.toReversed().map((point) => {
        const bucket = { from: point.at, to: new Date(point.at.getTime() + width) };
        return {
          id: point.at.toISOString(),
          cells: {
            at: name(point.at, report.asOf),
            requests: (
              <Link href={tracesHref(address, [], bucket)} prefetch={false}>
                {formatCount(point.requests)}
              </Link>
            ),
            ...Object.fromEntries(
              report.tiers.map(({ tier }) => [
                `tier ${tier}`,
                <ShareLink
                  key={tier}
                  share={shareIn(point, tier)}
                  href={tracesHref(address, [tierTerm(tier)], bucket)}
                />,
              ]),
            ),
          },
        };
      })}
    />
  );
}
