import type { AlertCondition } from "@/lib/domain/alert-condition";
import { formatFactor, formatPercent, formatPoints } from "@/lib/domain/share-text";
import type { ObjectiveAlert, ObjectiveReport, TierMixReport } from "./report-shape";

/** What people are to be told of, firing or not; in the order of the report. */
export function tierMixConditions(report: TierMixReport): AlertCondition[] {
  return [
    ...report.objectives.flatMap((objective) =>
      objective.alerts.map((alert) => burnCondition(objective, alert)),
    ),
    rotationCondition(report),
    unknownCondition(report),
    ...report.tiers.map(({ tier }) => silenceCondition(report, tier)),
    ...report.ledger.flatMap(ruleConditions),
    ...report.reconciliation.map(mismatchCondition),
  ];
}

/** One pair of windows of an objective. */
export function burnCondition(
  { name, tier }: ObjectiveReport,
  { severity, longWindow, shortWindow, firing, burnLong, factor, reachable }: ObjectiveAlert,
): AlertCondition {
  const limit = reachable ? `limit ${formatFactor(factor)}` : "limit half-way to everything bad";
  const burn = burnLong === null ? "holds no requests" : `burns ${formatFactor(burnLong)}`;
  return {
    code: "burn",
    key: `burn:${name}:${longWindow}`,
    severity,
    firing,
    message: `${name} (${tier}): the budget ${burn} over ${longWindow} and ${shortWindow}, ${limit}.`,
    value: burnLong,
  };
}

function rotationCondition({ rotation, verdict }: TierMixReport): AlertCondition {
  const since = verdict.rotatingSince
    ? ` since ${verdict.rotatingSince.toISOString().slice(0, 10)}`
    : "";
  const distance = rotation.tvd === null ? "an unknown share" : formatPoints(rotation.tvd);
  return {
    code: "slow_rotation",
    key: "slow_rotation",
    severity: "ticket",
    firing: rotation.status === "slow_rotation",
    message: `The tier mix is ${distance} away from its reference${since}.`,
    value: rotation.tvd,
  };
}

function unknownCondition({ unknownShare, telemetryGap }: TierMixReport): AlertCondition {
  const share = unknownShare === null ? "an unknown share" : formatPercent(unknownShare);
  return {
    code: "telemetry_gap",
    key: "telemetry_gap",
    severity: "ticket",
    firing: telemetryGap,
    message: `The tier of ${share} of requests is unknown; more than 1 % puts the mix in doubt.`,
    value: unknownShare,
  };
}

function silenceCondition({ silentTiers }: TierMixReport, tier: string): AlertCondition {
  const silent = silentTiers.find((each) => each.tier === tier);
  return {
    code: "tier_silent",
    key: `tier_silent:${tier}`,
    severity: "ticket",
    firing: silent !== undefined,
    message: silent
      ? `${tier} served no request in 24 hours; ${Math.round(silent.expected)} were to be expected.`
      : `${tier} serves requests, or too few are to be expected.`,
    value: silent ? 0 : null,
  };
}

function ruleConditions(row: TierMixReport["ledger"][number]): AlertCondition[] {
  const { rule, owner, share, expectedShare, expiresAt, status } = row;
  if (status === "undeclared") return [];
  const whose = owner === null ? rule : `${rule} of ${owner}`;
  const demotes = share === null ? "an unknown share" : formatPercent(share);
  return [
    {
      code: "rule_expired",
      key: `rule_expired:${rule}`,
      severity: "ticket",
      firing: status === "expired",
      message:
        expiresAt === null
          ? `${whose} has no expiry.`
          : `${whose} expires ${expiresAt.toISOString().slice(0, 10)} and demotes ${demotes} of requests.`,
      value: share,
    },
    {
      code: "rule_over_expected",
      key: `rule_over_expected:${rule}`,
      severity: "ticket",
      firing: share !== null && expectedShare !== null && share > 2 * expectedShare,
      message: `${whose} demotes ${demotes} of requests, ${
        expectedShare === null ? "nothing" : formatPercent(expectedShare)
      } was declared.`,
      value: share,
    },
  ];
}

function mismatchCondition(row: TierMixReport["reconciliation"][number]): AlertCondition {
  const { source, metric, reported, derived, explainedBy, status, from } = row;
  const counts = explainedBy.length === 0 ? "" : ` It counts ${explainedBy.join(", ")} only.`;
  const said = reported === null ? "nothing" : formatPercent(reported);
  const seen = derived === null ? "nothing" : formatPercent(derived);
  return {
    code: "counter_mismatch",
    key: `counter_mismatch:${source}:${metric}:${from.toISOString()}`,
    severity: "ticket",
    firing: status === "mismatch",
    message: `${source} says ${said} for ${metric}, telemetry says ${seen}.${counts}`,
    value: derived === null || reported === null ? null : derived - reported,
  };
}
