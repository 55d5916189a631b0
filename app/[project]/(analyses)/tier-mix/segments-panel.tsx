import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatPoints, formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { type AnalysisAddress, dimensionTerm, tracesHref } from "../traces-link";
import { comparisonText } from "./attribution-panel";
import { HELP } from "./help";
import styles from "./tier-mix.module.css";

type SegmentsPanelProps = {
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

/** Below so many points an effect is rounding. */
const LEAST_EFFECT = 0.000_5;

/** Whose requests explain the change of the demoted share. */
export function SegmentsPanel({ report, address, csvHref }: SegmentsPanelProps) {
  const { segments, dimensions } = report.attribution;
  const effects = segments.filter(
    ({ mix, rate }) => Math.abs(mix) >= LEAST_EFFECT || Math.abs(rate) >= LEAST_EFFECT,
  );
  return (
    <Panel
      id="segments"
      title="Which traffic explains the change"
      note={comparisonText(report)}
      help={HELP.segments}
      csvHref={csvHref}
    >
      {dimensions.length === 0 ? (
        <p className={styles["muted"]}>No dimension explains it better than all traffic alike.</p>
      ) : (
        <DataTable
          caption="Dimensions, what explains the change best first"
          columns={[
            { id: "dimension", title: "Dimension" },
            { id: "explained", title: "Explained", isNumeric: true },
            { id: "values", title: "By", isWide: true },
          ]}
          rows={dimensions.map(({ dimension, explained, values }) => ({
            id: dimension,
            cells: {
              dimension: nameOf(dimension),
              explained: formatShare(explained),
              values: values.map(({ value }) => value ?? "not said").join(", "),
            },
          }))}
        />
      )}
      {effects.length === 0 ? null : (
        <div className={styles["spaced"]}>
          <DataTable
            caption="Effects on the demoted share by value, largest first"
            columns={[
              { id: "dimension", title: "Dimension" },
              { id: "value", title: "Value", isWide: true },
              { id: "mix", title: "Mix, points", isNumeric: true },
              { id: "rate", title: "Rate, points", isNumeric: true },
            ]}
            rows={effects.map(({ dimension, value, mix, rate }) => ({
              id: JSON.stringify([dimension, value]),
              cells: {
                dimension: nameOf(dimension),
                value: (
                  <Link
                    href={tracesHref(address, [dimensionTerm(dimension, value)])}
                    prefetch={false}
                  >
                    {value ?? "not said"}
                  </Link>
                ),
                mix: formatPoints(mix),
                rate: formatPoints(rate),
              },
            }))}
          />
        </div>
      )}
    </Panel>
  );
}

const nameOf = (dimension: string) => dimension.replace(/^segment\./, "");
