import { formatCount } from "@/components/format";
import { formatInterval, formatShare, formatTarget, formatTimes } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { ObjectiveAlert, ObjectiveReport } from "@/lib/analyses/tier-mix/report-shape";
import { type AnalysisAddress, fieldTerm, tierTerm, tracesHref } from "../traces-link";
import { budgetText } from "./prepare-verdict";

/** An objective as its panel shows it. */
export type ObjectiveView = {
  readonly name: string;
  /** What it asks: `primary at least 95 % · all features · 30 days`. */
  readonly terms: string;
  readonly status: Verdict;
  readonly word: string;
  /** Share with its interval; null without requests. */
  readonly achieved: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly achievedText: string;
  readonly target: number;
  readonly href: string;
  /** Spent part of the budget, for the bar. */
  readonly spent: number | null;
  readonly spentText: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly alerts: readonly AlertView[];
  readonly alertWord: string | null;
};

export type AlertView = {
  readonly id: string;
  readonly severity: string;
  readonly windows: string;
  readonly factor: string;
  readonly threshold: string;
  readonly note: string;
  readonly burnLong: string;
  readonly burnShort: string;
  readonly isFiring: boolean;
};

const STATUS: Readonly<Record<ObjectiveReport["status"], readonly [Verdict, string]>> = {
  met: ["ok", "met"],
  missed: ["broken", "missed"],
  within_interval: ["watch", "within its interval"],
  insufficient: ["unknown", "too few requests"],
  no_data: ["unknown", "no requests"],
};

export function prepareObjectives(
  { objectives }: Pick<TierMixReport, "objectives">,
  address: AnalysisAddress,
): ObjectiveView[] {
  return objectives.map((objective) => viewOf(objective, address));
}

function viewOf(objective: ObjectiveReport, address: AnalysisAddress): ObjectiveView {
  const { name, tier, kind, target, feature, periodDays, budgetRemaining } = objective;
  const [status, word] = STATUS[objective.status];
  const bound = kind === "floor" ? "at least" : "at most";
  const scope = feature === null ? "all features" : `feature ${feature}`;
  const isFiring = objective.alerts.some(({ firing }) => firing);
  return {
    name,
    terms: `${tier} ${bound} ${formatTarget(target)} · ${scope} · ${periodDays} days`,
    status,
    word,
    achieved: achievedOf(objective),
    achievedText: achievedText(objective),
    target,
    href: tracesHref(address, [
      tierTerm(tier),
      ...(feature === null ? [] : [fieldTerm("feature", feature)]),
    ]),
    spent: budgetRemaining === null ? null : 1 - budgetRemaining,
    spentText: `${capitalised(budgetText(objective))}, in the ${periodDays} days up to now`,
    facts: factsOf(objective),
    alerts: objective.alerts.map(alertView),
    alertWord: isFiring ? "alert firing" : null,
  };
}

function achievedOf({ achieved, low, high }: ObjectiveReport): ObjectiveView["achieved"] {
  return achieved === null || low === null || high === null ? null : { value: achieved, low, high };
}

function achievedText({ achieved, low, high, requests }: ObjectiveReport): string {
  if (achieved === null) return "no requests";
  return `${formatShare(achieved)} (${formatInterval(low, high)}), n = ${formatCount(requests)}`;
}

function factsOf({ burn, daysToExhaustion, fullBudgetDays }: ObjectiveReport) {
  return [
    { name: "Burn over this range", value: burn === null ? "—" : `${formatTimes(burn)}×` },
    { name: "Time to exhaustion", value: exhaustionText(daysToExhaustion) },
    {
      name: "A full budget lasts",
      value: fullBudgetDays === null ? "for ever" : daysText(fullBudgetDays),
    },
  ];
}

function exhaustionText(days: number | null): string {
  if (days === null) return "never at this speed";
  return days === 0 ? "spent already" : daysText(days);
}

function daysText(days: number): string {
  return days < 1 ? `${Math.max(1, Math.round(days * 24))} h` : `${Number(days.toFixed(1))} days`;
}

function alertView(alert: ObjectiveAlert): AlertView {
  const { severity, longWindow, shortWindow, factor, threshold, reachable } = alert;
  const burn = (value: number | null) =>
    value === null ? "no requests" : `${formatTimes(value)}×`;
  return {
    id: longWindow,
    severity,
    windows: `${longWindow} and ${shortWindow}`,
    factor: `${Number(factor.toFixed(2))}×`,
    threshold: formatShare(threshold),
    note: reachable
      ? ""
      : "no share of bad requests burns that fast here, so it fires half-way to everything bad",
    burnLong: burn(alert.burnLong),
    burnShort: burn(alert.burnShort),
    isFiring: alert.firing,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
