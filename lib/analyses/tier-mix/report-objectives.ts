import { judgeBurn } from "@/lib/domain/slo/burn-alert";
import { BURN_WINDOW_PAIRS } from "@/lib/domain/slo/burn-windows";
import {
  type BadCount,
  burnRate,
  daysToExhaustion,
  errorBudget,
  remainingBudget,
} from "@/lib/domain/slo/error-budget";
import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import type { ObjectiveFact, TierMixFacts, TierTally } from "./report-facts";
import type { ObjectiveAlert, ObjectiveReport, ObjectiveStatus } from "./report-shape";
import type { MaybeShare } from "./report-share";
import { addTallies, badCount, byText, maybeShare } from "./report-tally";

const MINUTES_PER_DAY = 1_440;
/** The longest window that alerts look at says how it burns now. */
const PRESENT_MINUTES = 3 * MINUTES_PER_DAY;
/** Under so many requests a share is shown and not judged. */
const MIN_REQUESTS = 30;

/** In name order. */
export function buildObjectives(facts: TierMixFacts): ObjectiveReport[] {
  return facts.objectives
    .map((objective) => buildObjective(objective, facts))
    .sort((a, b) => byText(a.name, b.name));
}

function buildObjective(objective: ObjectiveFact, facts: TierMixFacts): ObjectiveReport {
  const { name, feature, tier, kind, target, periodDays } = objective;
  const ofFeature = (row: { readonly feature: string | null }) =>
    feature === null || row.feature === feature;
  const rows = facts.features.filter(ofFeature);
  const trailing = facts.trailing.filter(ofFeature);
  const badOf = (counted: readonly TierTally[]) => countBad(objective, counted);
  const countOf = (minutes: number) => badOf(trailing.filter((row) => row.minutes === minutes));
  const budget = errorBudget(kind, target);
  const burn = burnRate(badOf(rows), budget);
  const remaining = remainingBudget(countOf(periodDays * MINUTES_PER_DAY), budget);
  const present = burnRate(countOf(PRESENT_MINUTES), budget) ?? burn;
  const achieved = shareOn(rows, (row) => row.tier === tier);
  const recorded = addTallies(rows).n;
  const status = judge(objective, recorded, achieved);
  const atBest = shareOn(rows, (row) => row.tier === tier || row.tier === UNKNOWN_TIER);
  return {
    name,
    feature,
    tier,
    kind,
    target,
    periodDays,
    requests: addTallies(rows).w,
    achieved: achieved.share,
    low: achieved.low,
    high: achieved.high,
    status,
    burn,
    budgetRemaining: remaining,
    daysToExhaustion: daysToExhaustion(remaining, present, periodDays),
    fullBudgetDays: daysToExhaustion(1, burn, periodDays),
    // Unknown requests never count against a ceiling.
    missedWithoutUnknown:
      kind === "ceiling" ? status === "missed" : judge(objective, recorded, atBest) === "missed",
    alerts: BURN_WINDOW_PAIRS.map((pair) =>
      alertOf(judgeBurn(pair, { budget, periodDays }, countOf)),
    ),
  };
}

function countBad({ kind, tier }: ObjectiveFact, rows: readonly TierTally[]): BadCount {
  const bad = rows.filter((row) => (row.tier === tier) === (kind === "ceiling"));
  return badCount(addTallies(bad), addTallies(rows));
}

function shareOn(rows: readonly TierTally[], isOn: (row: TierTally) => boolean): MaybeShare {
  return maybeShare(addTallies(rows.filter(isOn)), addTallies(rows));
}

function judge(
  { kind, target }: ObjectiveFact,
  recorded: number,
  { low, high }: MaybeShare,
): ObjectiveStatus {
  if (low === null || high === null) return "no_data";
  if (recorded < MIN_REQUESTS) return "insufficient";
  if (kind === "floor") {
    if (high < target) return "missed";
    return low >= target ? "met" : "within_interval";
  }
  if (low > target) return "missed";
  return high <= target ? "met" : "within_interval";
}

function alertOf(alert: ReturnType<typeof judgeBurn>): ObjectiveAlert {
  const { pair, factor, threshold, reachable, burnLong, burnShort, firing } = alert;
  return {
    severity: pair.severity,
    longWindow: pair.long.name,
    shortWindow: pair.short.name,
    factor,
    threshold,
    reachable,
    burnLong,
    burnShort,
    firing,
  };
}
