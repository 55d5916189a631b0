import type { GateReason, GateVerdict } from "@/lib/domain/gate-verdict";
import { formatPercent } from "@/lib/domain/share-text";
import { burnCondition } from "./gate-conditions";
import type { ObjectiveReport, TierMixReport } from "./report-shape";

export { tierMixConditions } from "./gate-conditions";

/**
 * Whether a release may go on. An objective that is missed beyond its interval blocks, and so does
 * a page alert that fires. Without requests or objectives, with too few requests, or with more than
 * 1 % of unknown tier the data cannot tell, unless an objective is missed in spite of it.
 */
export function judgeTierMix(report: TierMixReport): GateVerdict {
  const block = report.objectives.flatMap(blockingReasons);
  if (block.length > 0) return { verdict: "block", reasons: block };
  // Without any request there is nothing to say of each objective.
  const judged = report.requests === 0 ? [] : report.objectives;
  const doubts = [...doubtsOfWhole(report), ...judged.flatMap(doubtsOfObjective)];
  if (doubts.length > 0) return { verdict: "inconclusive", reasons: doubts };
  return { verdict: "pass", reasons: report.objectives.map(metReason) };
}

function blockingReasons(objective: ObjectiveReport): GateReason[] {
  const paging = objective.alerts.find(({ severity, firing }) => severity === "page" && firing);
  const reasons: GateReason[] = [];
  if (objective.missedWithoutUnknown) {
    reasons.push({ code: `${objective.kind}_missed`, message: sentenceOf(objective) });
  }
  if (paging) {
    reasons.push({ code: "page_alert", message: burnCondition(objective, paging).message });
  }
  return reasons;
}

function doubtsOfWhole({ requests, objectives, telemetryGap, unknownShare }: TierMixReport) {
  const doubts: GateReason[] = [];
  if (requests === 0) {
    doubts.push({ code: "no_data", message: "No requests in this window." });
  } else if (objectives.length === 0) {
    doubts.push({ code: "no_objective", message: "No objective to hold the tier mix against." });
  }
  if (telemetryGap) {
    const share = formatPercent(unknownShare ?? 0);
    doubts.push({ code: "telemetry_gap", message: `The tier of ${share} of requests is unknown.` });
  }
  return doubts;
}

function doubtsOfObjective(objective: ObjectiveReport): GateReason[] {
  const { name, status, requests, kind } = objective;
  if (status === "no_data") {
    return [{ code: "no_data", message: `${name}: no requests in this window.` }];
  }
  if (status === "insufficient") {
    const message = `${name}: cannot tell from ${requests} requests, needs at least 30.`;
    return [{ code: "insufficient", message }];
  }
  // Only unknown tiers make the difference, or it would have blocked.
  if (status === "missed") return [{ code: `${kind}_in_doubt`, message: sentenceOf(objective) }];
  return [];
}

function metReason(objective: ObjectiveReport): GateReason {
  return { code: objective.status, message: sentenceOf(objective) };
}

function sentenceOf({ name, tier, kind, target, achieved, low, high, requests }: ObjectiveReport) {
  const served = `${tier} served ${formatPercent(achieved ?? 0)}`;
  const interval = `(${formatPercent(low ?? 0)} to ${formatPercent(high ?? 1)})`;
  const limit = `${kind === "floor" ? "at least" : "at most"} ${formatPercent(target)}`;
  return `${name}: ${served} ${interval} of ${requests} requests, objective ${limit}.`;
}
