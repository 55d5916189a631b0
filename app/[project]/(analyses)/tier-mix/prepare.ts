import type { ShareStackView } from "@/components/charts/share-stack-view";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { AnalysisAddress } from "../traces-link";
import { type FlowView, prepareFlows } from "./prepare-flows";
import { type ObjectiveView, prepareObjectives } from "./prepare-objectives";
import { preparePicture } from "./prepare-picture";
import { prepareVerdict, type VerdictView } from "./prepare-verdict";

/** A report as the page reads it out and draws it. */
export type TierMixView = {
  readonly verdict: VerdictView;
  readonly picture: ShareStackView;
  readonly objectives: readonly ObjectiveView[];
  readonly flows: FlowView;
};

export function prepareTierMix(report: TierMixReport, address: AnalysisAddress): TierMixView {
  return {
    verdict: prepareVerdict(report),
    picture: preparePicture(report, address),
    objectives: prepareObjectives(report, address),
    flows: prepareFlows(report, address),
  };
}
