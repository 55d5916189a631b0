import type { AlertCondition } from "@/lib/domain/alert-condition";
import { formatPercent } from "@/lib/domain/share-text";
import type { LatestChange } from "./report-facts";
import type { BranchCoverageReport, BranchRow, ShiftReport } from "./report-shape";

/** What people are to be told of, firing or not; in the order of the report. */
export function branchCoverageConditions(report: BranchCoverageReport): AlertCondition[] {
  const known = report.branches.filter(({ exemption }) => !exemption);
  return [
    ...report.shifts.map((shift) => shiftCondition(shift, report)),
    ...known.filter(({ isRegistered }) => isRegistered).map(gapCondition),
    ...known.filter(({ status }) => status === "unregistered").map(newcomerCondition),
    ...report.branches.filter((row) => row.hasExpired || row.exemption).map(exemptionCondition),
  ];
}

/** "Since release v12 `handoff` fires 3.0 times as often (2.0 % → 6.0 %)." */
export function shiftMessage(shift: ShiftReport, change: LatestChange | null): string {
  const since = change ? `Since ${changeName(change)} ` : "";
  return `${since}\`${shift.label}\` fires ${shift.riskRatio.toFixed(1)} times as often (${formatPercent(shift.before)} → ${formatPercent(shift.after)}).`;
}

/** What changed, in words. */
export function changeName({ kind, title }: LatestChange): string {
  if (kind === "release") return `release ${title}`;
  return kind === "prompt" ? `prompt version ${title}` : `"${title}"`;
}

function shiftCondition(shift: ShiftReport, { change }: BranchCoverageReport): AlertCondition {
  return {
    code: "firing_shift",
    key: `firing_shift:${shift.key}`,
    severity: "page",
    firing: shift.firing,
    message: shiftMessage(shift, change),
    value: shift.riskRatio,
  };
}

function gapCondition(row: BranchRow): AlertCondition {
  const { id, label, productionHits, productionShare, evalHits, severity } = row;
  const share = productionShare === null ? "" : ` (${formatPercent(productionShare)})`;
  return {
    code: "untested_branch",
    key: `untested_branch:${id}`,
    severity: severity >= 4 ? "ticket" : "info",
    firing: productionHits > 0 && evalHits === 0,
    message: `${label}: ${productionHits} requests${share} fire it, ${evalHits} evals hit it.`,
    value: productionShare,
  };
}

function newcomerCondition({ key, productionHits, evalHits }: BranchRow): AlertCondition {
  return {
    code: "unregistered_branch",
    key: `unregistered_branch:${key}`,
    severity: "info",
    firing: productionHits > 0 && evalHits === 0,
    message: `${key} fires in ${productionHits} requests and is not registered; ${evalHits} evals hit it.`,
    value: productionHits,
  };
}

function exemptionCondition({ id, label, hasExpired, exemption }: BranchRow): AlertCondition {
  const until = exemption?.expiresAt
    ? ` until ${exemption.expiresAt.toISOString().slice(0, 10)}`
    : "";
  return {
    code: "exemption_expired",
    key: `exemption_expired:${id}`,
    severity: "ticket",
    firing: hasExpired,
    message: hasExpired ? `${label}: its exemption has run out.` : `${label}: exempt${until}.`,
    value: null,
  };
}
