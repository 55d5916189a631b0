import { formatCount } from "@/components/format";
import { formatInterval, formatShare, formatTarget, formatTimes } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { ObjectiveReport } from "@/lib/analyses/tier-mix/report-shape";
import { dayText } from "./day-text";
import { prepareNotes } from "./prepare-notes";
import { partsText } from "./reason-words";

/** The verdict in words. */
export type VerdictView = {
  readonly status: Verdict;
  readonly sentence: string;
  readonly notes: readonly string[];
};

/** Under so many traces counts come first and nothing is judged. */
const FEW = 30;
/** A rule that moves less is not worth a place in the sentence. */
const LEAST_RULE = 0.01;
const MS_PER_DAY = 86_400_000;

/** What to tell about a tier mix, in words to be passed on. */
export function prepareVerdict(report: TierMixReport): VerdictView {
  return {
    status: report.verdict.status,
    sentence: sentencesOf(report).join(" "),
    notes: prepareNotes(report),
  };
}

function sentencesOf(report: TierMixReport): string[] {
  if (report.requests === 0) return ["No production request started in this time range."];
  return [
    primarySentence(report),
    ...fastestSentence(report),
    ...rotationSentence(report),
    ...counterSentence(report),
  ];
}

function primarySentence(report: TierMixReport): string {
  const { primary } = report.verdict;
  if (primary === null) {
    return `${formatCount(report.requests)} requests were served, none by a tier that is known to be primary.`;
  }
  const { share, low, high, tier } = primary;
  const served = `${capitalised(tier)} served`;
  const all = formatCount(report.requests);
  if (report.recorded < FEW) {
    const own = report.tiers.find((row) => row.tier === tier)?.requests ?? 0;
    return `${served} ${formatCount(own)} of ${all} requests (${formatShare(share)}, ${formatInterval(low, high)}): too few to judge, about ${FEW} are needed.`;
  }
  const objective = primaryFloor(report);
  const held = objective
    ? `, objective ${formatTarget(objective.target)}: ${budgetText(objective, periodName(report, objective))}`
    : "; no objective says how much it should";
  return `${served} ${formatShare(share)} of ${all} requests (${formatInterval(low, high)})${held}.`;
}

/** The floor of the primary tier that counts the same requests as the whole report. */
function primaryFloor({ verdict, objectives, requests }: TierMixReport) {
  return objectives.find(
    (objective) =>
      objective.kind === "floor" &&
      objective.tier === verdict.primary?.tier &&
      objective.requests === requests,
  );
}

/** Named only where it is another time than the one that the sentence speaks of. */
function periodName({ window }: TierMixReport, { periodDays }: ObjectiveReport): string {
  const days = (window.to.getTime() - window.from.getTime()) / MS_PER_DAY;
  return Math.abs(days - periodDays) <= 2 ? "" : ` of the last ${periodDays} days`;
}

/**
 * How an objective's budget stands over its period, which ends now.
 *
 * @param period said after the word budget, with a space before it; may be empty
 */
export function budgetText({ budgetRemaining, burn }: ObjectiveReport, period = ""): string {
  if (budgetRemaining === null) {
    return burn === null ? "nothing to spend a budget on" : `burning at ${formatTimes(burn)} times`;
  }
  const spent = 1 - budgetRemaining;
  if (spent >= 1.05) return `budget${period} spent ${formatTimes(spent)} times over`;
  if (spent >= 0.995) return `all of the budget${period} spent`;
  return `${formatShare(budgetRemaining)} of the budget${period} left`;
}

/** The objective that burns fastest, where that is another than the primary tier's own. */
function fastestSentence(report: TierMixReport): string[] {
  const fastest = report.objectives.find(({ name }) => name === report.verdict.objective);
  const isNews =
    fastest !== undefined &&
    fastest !== primaryFloor(report) &&
    fastest.status === "missed" &&
    report.recorded >= FEW;
  if (!isNews) return [];
  const { tier, kind, target, achieved, feature } = fastest;
  const where = feature === null ? "" : ` in ${feature}`;
  const limit = kind === "floor" ? "is the least" : "is the most";
  return [
    `${capitalised(tier)} served ${formatShare(achieved)}${where}, where ${formatTarget(target)} ${limit}: ${budgetText(fastest, periodName(report, fastest))}.`,
  ];
}

function rotationSentence({ verdict, rotation, asOf, attribution }: TierMixReport): string[] {
  if (rotation.status === "slow_rotation") {
    const since = verdict.rotatingSince ? ` since ${dayText(verdict.rotatingSince, asOf)}` : "";
    const owned = ownerText(verdict, "it");
    return [`The mix has rotated slowly${since}${owned ? `; ${owned}` : ""}.`];
  }
  const demoted = `the ${points(attribution.demoted.share ?? 0)} that were demoted`;
  const owned = ownerText(verdict, demoted);
  if (rotation.status === "warn") {
    const moved = `The mix is ${points(rotation.tvd ?? 0)} points away from its reference`;
    return [`${moved}${owned ? `; ${owned}` : ""}.`];
  }
  return owned && verdict.status !== "ok" ? [`${capitalised(owned)}.`] : [];
}

/** Who owns most of the demoted requests; null when no rule owns much. */
function ownerText({ rule }: TierMixReport["verdict"], of: string): string | null {
  if (rule === null || rule.share < LEAST_RULE) return null;
  return `the rule ${rule.rule} owns ${points(rule.share)} points of ${of}`;
}

function counterSentence({ verdict }: TierMixReport): string[] {
  if (verdict.mismatch === null) return [];
  const { source, metric, reported, derived, explainedBy } = verdict.mismatch;
  if (explainedBy.length > 0) {
    const counted = partsText(explainedBy);
    return [`Your own counter says ${formatTarget(reported ?? 0)}: it counts ${counted} only.`];
  }
  return [
    `Your own counter ${metric} of ${source} says ${formatTarget(reported ?? 0)}, the traces say ${formatShare(derived)}.`,
  ];
}

const points = (share: number) => (share * 100).toFixed(1);

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
