import { formatShare, formatTarget, formatTimes } from "@/components/format-share";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";

/** What else a reader should know beside the sentence, gravest first. */
export function prepareNotes(report: TierMixReport): string[] {
  if (report.requests === 0) return [];
  return [
    ...alertNotes(report),
    ...gapNotes(report),
    ...silenceNotes(report),
    ...ruleNotes(report),
    ...judgementNotes(report),
  ];
}

function alertNotes({ objectives }: TierMixReport): string[] {
  const firing = objectives.flatMap(({ name, alerts }) =>
    alerts.filter((alert) => alert.firing).map((alert) => ({ name, ...alert })),
  );
  const worst = firing.find(({ severity }) => severity === "page") ?? firing[0];
  if (!worst) return [];
  const kind = worst.severity === "page" ? "A page alert" : "A ticket alert";
  const others = new Set(firing.map(({ name }) => name)).size - 1;
  const more = others === 0 ? "" : `; alerts of ${others} more fire as well`;
  return [
    `${kind} fires: ${worst.name} burns ${formatTimes(worst.burnLong)} times as fast as its budget allows over ${worst.longWindow}${more}.`,
  ];
}

function gapNotes({ telemetryGap, unknownShare }: TierMixReport): string[] {
  if (!telemetryGap) return [];
  return [
    `The tier of ${formatShare(unknownShare)} of requests is unknown, so every share may be off by as much.`,
  ];
}

function silenceNotes({ silentTiers }: TierMixReport): string[] {
  return silentTiers.map(
    ({ tier, expected }) =>
      `${tier} served none of the last day's requests, where about ${Math.round(expected)} were to be expected.`,
  );
}

function ruleNotes({ ledger }: TierMixReport): string[] {
  const expired = ledger.filter(({ status }) => status === "expired").map(({ rule }) => rule);
  const over = ledger.filter(({ status }) => status === "over_expected");
  const are = expired.length === 1 ? "rule is" : "rules are";
  return [
    ...(expired.length === 0
      ? []
      : [`${expired.length} ${are} past the expiry that was agreed: ${expired.join(", ")}.`]),
    ...(over.length === 0
      ? []
      : [`Over twice their declared share: ${over.map(overText).join("; ")}.`]),
  ];
}

function overText({ rule, share, expectedShare }: TierMixReport["ledger"][number]): string {
  return `${rule} moves ${formatShare(share)} of requests, ${formatTarget(expectedShare ?? 0)} was declared`;
}

function judgementNotes({ objectives, reference }: TierMixReport): string[] {
  if (objectives.length === 0 && reference === null) {
    return ["Nothing says what the mix should be: set an objective, or freeze a reference, below."];
  }
  return objectives.length === 0 ? ["No objective is set, so no budget is kept."] : [];
}
