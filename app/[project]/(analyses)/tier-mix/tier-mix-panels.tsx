import { CopyButton } from "@/components/copy-button";
import { VerdictPanel } from "@/components/verdict";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { tableHref } from "../export-table";
import type { AnalysisAddress } from "../traces-link";
import { AttributionPanels } from "./attribution-panel";
import { FlowsPanel } from "./flows-panel";
import { HeatmapPanel } from "./heatmap-panel";
import { LedgerPanel } from "./ledger-panel";
import { NothingServed } from "./nothing-served";
import { ObjectivesPanel } from "./objectives-panel";
import { PicturePanel } from "./picture-panel";
import { prepareTierMix, type TierMixView } from "./prepare";
import { QualityPanel } from "./quality-panel";
import { ReconciliationPanel } from "./reconciliation-panel";
import { RotationPanel } from "./rotation-panel";
import { SegmentsPanel } from "./segments-panel";
import { StepsPanel } from "./steps-panel";
import styles from "./tier-mix.module.css";
import { TiersPanel } from "./tiers-panel";

type TierMixPanelsProps = {
  readonly slug: string;
  /** The page's own query string. */
  readonly search: string;
  readonly params: AnalysisScope;
  readonly report: TierMixReport;
};

/** The verdict, the picture, what was found and everything in tables, in this order. */
export function TierMixPanels({ slug, search, report, params }: TierMixPanelsProps) {
  const address = { slug, scope: params };
  const view = prepareTierMix(report, address);
  const csvHref = (table: string) => tableHref(slug, "tier-mix", search, table);
  const isEmpty = report.requests === 0;
  return (
    <>
      <VerdictPanel
        {...view.verdict}
        action={<CopyButton text={view.verdict.sentence} label="Copy this sentence" />}
      />
      {isEmpty ? (
        <NothingServed slug={slug} search={search} />
      ) : (
        <PicturePanel
          report={report}
          view={view.picture}
          address={address}
          filterSearch={withoutWindow(search)}
          csvHref={csvHref("series")}
        />
      )}
      <div className={styles["panels"]}>
        <div className={styles["wide"]}>
          <ObjectivesPanel
            slug={slug}
            report={report}
            views={view.objectives}
            feature={params.feature}
            csvHref={csvHref("objectives")}
          />
        </div>
        {isEmpty ? null : (
          <Findings {...{ slug, report, view, address, csvHref, feature: params.feature }} />
        )}
        <div className={styles["wide"]}>
          <LedgerPanel slug={slug} report={report} address={address} csvHref={csvHref("ledger")} />
        </div>
        {isEmpty ? null : (
          <div className={styles["wide"]}>
            <TiersPanel report={report} address={address} csvHref={csvHref("tiers")} />
          </div>
        )}
      </div>
    </>
  );
}

type FindingsProps = {
  readonly slug: string;
  readonly report: TierMixReport;
  readonly view: TierMixView;
  readonly address: AnalysisAddress;
  readonly feature: string | null;
  readonly csvHref: (table: string) => string;
};

/** What moved, since when, because of what and whom. */
function Findings({ slug, report, view, address, feature, csvHref }: FindingsProps) {
  return (
    <>
      <div className={styles["wide"]}>
        <RotationPanel
          slug={slug}
          report={report}
          feature={feature}
          csvHref={csvHref("rotation")}
        />
      </div>
      <StepsPanel report={report} csvHref={csvHref("steps")} />
      <FlowsPanel report={report} view={view.flows} csvHref={csvHref("flows")} />
      <AttributionPanels report={report} address={address} csvHref={csvHref} />
      <SegmentsPanel report={report} address={address} csvHref={csvHref("segments")} />
      <HeatmapPanel report={report} address={address} csvHref={csvHref("heatmap")} />
      <div className={styles["wide"]}>
        <QualityPanel report={report} address={address} csvHref={csvHref("quality")} />
      </div>
      <div className={styles["wide"]}>
        <ReconciliationPanel
          report={report}
          address={address}
          csvHref={csvHref("reconciliation")}
        />
      </div>
    </>
  );
}

function withoutWindow(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ["range", "from", "to"]) params.delete(name);
  return params.toString();
}
