import type { ShareStackBand, ShareStackView } from "@/components/charts/share-stack-view";
import { spreadLabels } from "@/components/charts/spread-labels";
import { layerPaths } from "@/components/charts/stacked-layers";
import { formatCount } from "@/components/format";
import { formatInterval, formatShare, formatTarget } from "@/components/format-share";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { SeriesPoint } from "@/lib/analyses/tier-mix/report-shape";
import { barStarts, barWidthMs, type TimeWindow } from "@/lib/domain/time-window";
import { type AnalysisAddress, tierTerm, tracesHref } from "../traces-link";
import { calmSeries } from "./calm-series";
import { dayText, hourText } from "./day-text";

const DAY_MS = 86_400_000;
const MAX_TICKS = 8;
/** Room a label takes, as part of the picture's height. */
const LABEL_GAP = 0.075;

/** The picture of a report: the best tier at the bottom, so that its share is its height. */
export function preparePicture(report: TierMixReport, address: AnalysisAddress): ShareStackView {
  const { window, asOf } = report;
  const { widthMs, points } = calmSeries(report.series);
  const shown = { from: window.from, to: new Date(Math.min(window.to.getTime(), asOf.getTime())) };
  const place = (at: Date) =>
    Math.max(0, Math.min(1, (at.getTime() - shown.from.getTime()) / lengthMs(shown)));
  const buckets = points.map((point) => ({
    point,
    from: new Date(Math.max(point.at.getTime(), shown.from.getTime())),
    to: new Date(Math.min(point.at.getTime() + widthMs, shown.to.getTime())),
  }));
  const when = widthMs < DAY_MS ? hourText : dayText;
  return {
    description: `Shares of requests by tier from ${when(shown.from, asOf)} to ${when(shown.to, asOf)}, UTC.`,
    layers: layersOf(
      report,
      buckets.map(({ point, from, to }) => ({
        from: place(from),
        to: place(to),
        shares: report.tiers.map(({ tier }) => shareIn(point, tier)),
      })),
      address,
    ),
    points: buckets.map(({ point, from, to }) => ({
      from: place(from),
      to: place(to),
      text: `${when(point.at, asOf)}: ${pointText(report, point)}`,
      fromTime: from.toISOString(),
      toTime: to.toISOString(),
    })),
    ticks: ticksOf(shown, asOf).map(({ at, text }) => ({ at: place(at), text })),
    changes: report.changes.map(({ at, title, author, url }, index) => ({
      id: `${index}`,
      at: place(at),
      text: `${hourText(at, asOf)} UTC: ${title}${author === null ? "" : `, by ${author}`}`,
      href: url,
    })),
    bands: bandsOf(report),
  };
}

type Bucket = { readonly from: number; readonly to: number; readonly shares: readonly number[] };

function layersOf(
  { tiers }: TierMixReport,
  buckets: readonly Bucket[],
  address: AnalysisAddress,
): ShareStackView["layers"] {
  const paths = layerPaths(buckets, tiers.length);
  const tops = labelPlaces(
    tiers.map(({ requests }) => requests > 0),
    buckets.at(-1),
  );
  return tiers.map(({ tier, level, share }, index) => ({
    name: tier,
    level,
    path: paths[index] ?? "",
    shareText: formatShare(share),
    href: tracesHref(address, [tierTerm(tier)]),
    labelAt: tops[index] ?? null,
  }));
}

/** Middle of each layer's label from the top, as its layer ends; null where there is no request. */
function labelPlaces(isServed: readonly boolean[], last: Bucket | undefined): (number | null)[] {
  let below = 0;
  const middles = isServed.map((served, index) => {
    const share = last?.shares[index] ?? 0;
    below += share;
    return served ? { index, at: 1 - below + share / 2 } : null;
  });
  const fromTop = middles.filter((middle) => middle !== null).reverse();
  const places = spreadLabels(
    fromTop.map(({ at }) => at),
    LABEL_GAP,
  );
  const byIndex = new Map(fromTop.map(({ index }, i) => [index, places[i] ?? 0]));
  return isServed.map((_, index) => byIndex.get(index) ?? null);
}

function pointText({ tiers }: TierMixReport, point: SeriesPoint): string {
  const parts = tiers.flatMap(({ tier }) => {
    const share = shareIn(point, tier);
    return share === 0 ? [] : `${tier} ${formatShare(share)}`;
  });
  return `${parts.join(", ")}, n = ${formatCount(point.requests)}`;
}

/** A tier's share of a bucket, which holds requests. */
export function shareIn({ byTier, requests }: SeriesPoint, tier: string): number {
  return (Object.hasOwn(byTier, tier) ? (byTier[tier] ?? 0) : 0) / requests;
}

function ticksOf(window: TimeWindow, now: Date) {
  const width = barWidthMs(window, MAX_TICKS);
  return barStarts(window, width)
    .filter((at) => at >= window.from)
    .map((at) => ({ at, text: width < DAY_MS ? hourText(at, now) : dayText(at, now) }));
}

function bandsOf({
  reference,
  verdict,
  objectives,
  asOf,
  requests,
}: TierMixReport): ShareStackBand[] {
  const tier = verdict.primary?.tier;
  const usual = reference?.mix.find((row) => row.tier === tier);
  const floor = objectives.find(
    (objective) =>
      objective.kind === "floor" && objective.tier === tier && objective.requests === requests,
  );
  return [
    ...(usual && reference
      ? [
          {
            kind: "reference" as const,
            low: usual.low,
            high: usual.high,
            text: `reference ${formatShare(usual.share)} (${formatInterval(usual.low, usual.high)}), frozen ${dayText(reference.frozenAt, asOf)}`,
          },
        ]
      : []),
    ...(floor
      ? [
          {
            kind: "objective" as const,
            low: floor.target,
            high: floor.target,
            text: `objective ${formatTarget(floor.target)}`,
          },
        ]
      : []),
  ];
}

const lengthMs = ({ from, to }: TimeWindow) => Math.max(1, to.getTime() - from.getTime());
