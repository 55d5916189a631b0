import { effectiveProportion } from "@/lib/domain/statistics/effective-sample";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { TimeWindow } from "@/lib/domain/time-window";
import { buildAttribution } from "./report-attribution";
import type { Day } from "./report-days";
import type { TierMixFacts } from "./report-facts";
import { buildLadder, type Ladder } from "./report-ladder";
import { buildLedger } from "./report-ledger";
import { findLevels } from "./report-levels";
import { buildFlows, buildHeatmap, buildSeries, buildTiers, findSilentTiers } from "./report-mix";
import { buildObjectives } from "./report-objectives";
import { buildQuality } from "./report-quality";
import { buildReconciliation } from "./report-reconciliation";
import { buildReference } from "./report-reference";
import { buildRotation } from "./report-rotation";
import type { TierMixReport } from "./report-shape";
import { buildSteps, buildWaterfall, windowDays } from "./report-steps";
import { addTallies, byText, shareOf } from "./report-tally";
import { buildVerdict } from "./report-verdict";

export type { TierMixFacts } from "./report-facts";
export type { TierMixReport } from "./report-shape";

/** What the report is about. Filters are the facts' business. */
export type TierMixQuestion = { readonly window: TimeWindow };

/** Share of requests without a known tier above which the mix itself is in doubt. */
const MAX_UNKNOWN = 0.01;

/** The tier mix of a window, what moved it, and how it stands against its objectives. */
export function buildTierMixReport(
  facts: TierMixFacts,
  { window }: TierMixQuestion,
): TierMixReport {
  const ladder = buildLadder(facts);
  const days = windowDays(facts, window.from);
  const all = addTallies(facts.series);
  const unknown = addTallies(facts.series.filter(({ tier }) => tier === UNKNOWN_TIER));
  const unknownShare = shareOf(unknown, all)?.share ?? null;
  const tiers = buildTiers(facts, ladder);
  const steps = buildSteps(facts, ladder, days);
  const report = {
    asOf: facts.asOf,
    window,
    requests: all.w,
    recorded: all.n,
    tiers,
    unknownShare,
    telemetryGap: unknownShare !== null && unknownShare > MAX_UNKNOWN,
    silentTiers: findSilentTiers(facts, tiers),
    quality: buildQuality(facts, ladder),
    series: buildSeries(facts),
    objectives: buildObjectives(facts),
    reference: buildReference(facts, ladder),
    rotation: buildRotation(facts, ladder),
    steps,
    waterfall: buildWaterfall(steps, ladder, days),
    comparison: facts.comparison,
    attribution: buildAttribution(facts, ladder, unrestOfDays(days, ladder)),
    flows: buildFlows(facts, ladder),
    heatmap: buildHeatmap(facts, ladder),
    reconciliation: buildReconciliation(facts, ladder),
    ledger: buildLedger(facts),
    changes: [...facts.changes].sort(
      (a, b) => a.at.getTime() - b.at.getTime() || byText(a.title, b.title),
    ),
  };
  return { ...report, verdict: buildVerdict(report, ladder) };
}

/** How much the demoted share differs between days of one level beyond what counting explains. */
function unrestOfDays(days: readonly Day[], ladder: Ladder): number {
  const demoted = days.map((day) => {
    const parts = [...day.byTier].filter(([tier]) => ladder.isDemoted(tier));
    return effectiveProportion(addTallies(parts.map(([, tally]) => tally)), day.all);
  });
  return findLevels(demoted).unrest;
}
