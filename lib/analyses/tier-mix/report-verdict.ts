import type { ReconciliationReport } from "./report-findings";
import type { Ladder } from "./report-ladder";
import type { TierMixReport, TierMixStatus, TierMixVerdict } from "./report-shape";
import { byText } from "./report-tally";

type Judged = Omit<TierMixReport, "verdict">;

/** What the page says first. */
export function buildVerdict(report: Judged, ladder: Ladder): TierMixVerdict {
  const primary = report.tiers.find(({ tier }) => tier === ladder.primary);
  const rule = report.attribution.byRule.find((row) => row.rule !== null);
  const [fastest] = [...report.objectives]
    .filter(({ burn }) => burn !== null)
    .sort((a, b) => (b.burn ?? 0) - (a.burn ?? 0) || byText(a.name, b.name));
  const broken = reasonsToBreak(report);
  const watch = reasonsToWatch(report);
  return {
    status: statusOf(report, broken.length > 0, watch.length > 0),
    because: report.requests === 0 ? [] : [...broken, ...watch],
    primary: primary
      ? { tier: primary.tier, share: primary.share, low: primary.low, high: primary.high }
      : null,
    objective: fastest?.name ?? null,
    rotatingSince: rotatingSince(report),
    rule: rule && rule.rule !== null ? { rule: rule.rule, share: rule.share } : null,
    mismatch: worstMismatch(report.reconciliation),
  };
}

function statusOf(report: Judged, isBroken: boolean, isWatch: boolean): TierMixStatus {
  if (report.requests === 0) return "unknown";
  if (isBroken) return "broken";
  if (isWatch) return "watch";
  const isJudged =
    report.objectives.some(({ status }) => status !== "no_data" && status !== "insufficient") ||
    report.rotation.status === "ok";
  return isJudged ? "ok" : "unknown";
}

function reasonsToBreak({ objectives }: Judged): string[] {
  return present({
    objective_missed: objectives.some(({ status }) => status === "missed"),
    page_alert: hasAlert(objectives, "page"),
  });
}

function reasonsToWatch(report: Judged): string[] {
  const { objectives, rotation, ledger } = report;
  return present({
    ticket_alert: hasAlert(objectives, "ticket"),
    slow_rotation: rotation.status === "slow_rotation",
    mix_moved: rotation.status === "warn",
    counter_mismatch: report.reconciliation.some(({ status }) => status === "mismatch"),
    telemetry_gap: report.telemetryGap,
    tier_silent: report.silentTiers.length > 0,
    rule_expired: ledger.some(({ status }) => status === "expired"),
    rule_over_expected: ledger.some(({ status }) => status === "over_expected"),
  });
}

function present(reasons: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(reasons).flatMap(([reason, isSo]) => (isSo ? [reason] : []));
}

function hasAlert(objectives: Judged["objectives"], severity: "page" | "ticket"): boolean {
  return objectives.some(({ alerts }) =>
    alerts.some((alert) => alert.firing && alert.severity === severity),
  );
}

function rotatingSince({ rotation }: Judged): Date | null {
  if (rotation.status !== "slow_rotation") return null;
  const onsets = rotation.cusum.flatMap(({ firing, onsetAt }) =>
    firing && onsetAt ? [onsetAt.getTime()] : [],
  );
  return onsets.length === 0 ? null : new Date(Math.min(...onsets));
}

function worstMismatch(
  reconciliation: readonly ReconciliationReport[],
): ReconciliationReport | null {
  const distance = ({ reported, derived }: ReconciliationReport) =>
    Math.abs((derived ?? 0) - (reported ?? 0));
  const [worst] = reconciliation
    .filter(({ status }) => status === "mismatch")
    .sort((a, b) => distance(b) - distance(a));
  return worst ?? null;
}
