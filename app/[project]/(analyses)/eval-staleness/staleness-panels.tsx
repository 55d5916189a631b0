import { CopyButton } from "@/components/copy-button";
import { VerdictPanel } from "@/components/verdict";
import type { EvalStalenessParams } from "@/lib/analyses/eval-staleness/params";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { HeatmapRow } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import { tableHref } from "../export-table";
import { dimensionTerm, tracesHref } from "../traces-link";
import { CasesPanel } from "./cases-panel";
import { DiscriminationPanel } from "./discrimination-panel";
import { HeatmapPanel } from "./heatmap-panel";
import { LayersPanel } from "./layers-panel";
import { MonthsPanel } from "./months-panel";
import { OrphansPanel } from "./orphans-panel";
import { prepareVerdict } from "./prepare";
import { ShadowPanel } from "./shadow-panel";
import { SuitesPanel } from "./suites-panel";
import { SurvivalPanel } from "./survival-panel";

type StalenessPanelsProps = {
  readonly slug: string;
  /** The page's own query string. */
  readonly search: string;
  readonly params: EvalStalenessParams;
  readonly report: EvalStalenessReport;
};

/** The verdict, the picture, what was found and everything in tables, in this order. */
export function StalenessPanels({ slug, search, params, report }: StalenessPanelsProps) {
  const verdict = prepareVerdict(report, params);
  const csvHref = (name: string) => tableHref(slug, "eval-staleness", search, name);
  const shared = { slug, report };
  const tracesOf = ({ cluster, share }: HeatmapRow) => {
    if (report.production.kindsBy !== "intents" || share === 0) return null;
    const intent = cluster === report.production.withoutIntent ? null : cluster;
    return tracesHref({ slug, scope: params }, [dimensionTerm("segment.intent", intent)]);
  };
  return (
    <>
      <VerdictPanel
        {...verdict}
        action={<CopyButton text={verdict.sentence} label="Copy this sentence" />}
      />
      <div className={analysis["panels"]}>
        <div className={analysis["wide"]}>
          <HeatmapPanel {...{ report, search, tracesOf }} csvHref={csvHref("heatmap")} />
        </div>
        <div className={analysis["wide"]}>
          <SuitesPanel {...shared} minFresh={params.minFresh} csvHref={csvHref("suites")} />
        </div>
        <div className={analysis["wide"]}>
          <LayersPanel report={report} csvHref={csvHref("layers")} />
        </div>
        <OrphansPanel
          {...shared}
          {...{ tracesOf }}
          suite={params.suite}
          csvHref={csvHref("orphans")}
        />
        <MonthsPanel report={report} csvHref={csvHref("months")} />
        <div className={analysis["wide"]}>
          <DiscriminationPanel {...shared} csvHref={csvHref("discrimination")} />
        </div>
        <div className={analysis["wide"]}>
          <SurvivalPanel report={report} csvHref={csvHref("survival")} />
        </div>
        <div className={analysis["wide"]}>
          <ShadowPanel report={report} csvHref={csvHref("shadow")} />
        </div>
        <div className={analysis["wide"]}>
          <CasesPanel {...shared} csvHref={csvHref("cases")} />
        </div>
      </div>
    </>
  );
}
