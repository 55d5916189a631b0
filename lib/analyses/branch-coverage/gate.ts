import type { GateReason, GateVerdict } from "@/lib/domain/gate-verdict";
import { formatPercent } from "@/lib/domain/share-text";
import { shiftMessage } from "./gate-conditions";
import type { BranchCoverageReport, VersionChange } from "./report-shape";

export { branchCoverageConditions } from "./gate-conditions";

/**
 * Whether a prompt version may go on. Blocked by a branch it added or edited that no eval covers, by
 * a registered branch of severity 4 or 5 that none covers, and by a shift that fires. Without
 * registered branches, or without an eval of this version, the data cannot tell.
 */
export function judgeBranchCoverage(report: BranchCoverageReport): GateVerdict {
  const doubts = doubtsOf(report);
  const shifts = report.shifts
    .filter(({ firing }) => firing)
    .map((shift) => ({ code: "firing_shift", message: shiftMessage(shift, report.change) }));
  // What evals leave uncovered can only be told where some ran.
  const uncovered = doubts.length > 0 ? [] : [...patchReasons(report), ...floorReasons(report)];
  const block = [...uncovered, ...shifts];
  if (block.length > 0) return { verdict: "block", reasons: block };
  if (doubts.length > 0) return { verdict: "inconclusive", reasons: doubts };
  return { verdict: "pass", reasons: [passReason(report)] };
}

function doubtsOf({
  registered,
  exempt,
  evalTraces,
  otherVersionEvals,
  versions,
}: BranchCoverageReport) {
  const doubts: GateReason[] = [];
  if (registered + exempt === 0) {
    doubts.push({ code: "no_branches", message: "No branch is registered." });
  }
  if (evalTraces === 0) {
    const asked = versions.map(({ prompt, promptVersion }) =>
      prompt === null ? "without a prompt" : `of ${prompt}@${promptVersion ?? "no version"}`,
    );
    const others = otherVersionEvals > 0 ? `, ${otherVersionEvals} of other versions` : "";
    doubts.push({
      code: "no_evals",
      message: `No eval trace ${asked.join(" or ")} in 90 days${others}.`,
    });
  }
  return doubts;
}

/** Patch coverage: what this version changed has to be tested by it. */
function patchReasons({ diff, minHits, branches }: BranchCoverageReport): GateReason[] {
  if (!diff) return [];
  const touched = diff.changes.filter(({ change }) => change !== "removed");
  const exempt = new Set(branches.filter(({ exemption }) => exemption).map(({ id }) => id));
  const open = touched.filter(
    ({ isCovered, branchId }) => !isCovered && (branchId === null || !exempt.has(branchId)),
  );
  if (open.length === 0) return [];
  const summary = `${touched.length} ${touched.length === 1 ? "branch" : "branches"} touched since ${diff.from}, ${open.length} uncovered.`;
  return [
    { code: "patch_uncovered", message: summary },
    ...open.map((change) => ({ code: "branch_uncovered", message: openMessage(change, minHits) })),
  ];
}

function openMessage({ change, label, branchId }: VersionChange, minHits: number): string {
  if (branchId === null) return `${label}: ${change}, and not confirmed as a branch.`;
  return `${label}: ${change}, and hit by fewer than ${minHits} evals of this version.`;
}

function floorReasons({ verdict, minHits }: BranchCoverageReport): GateReason[] {
  return verdict.highUncovered.map(({ label, severity, evalHits, productionHits }) => ({
    code: "high_severity_uncovered",
    message: `${label}: severity ${severity}, ${evalHits} of ${minHits} eval hits; ${productionHits} requests fire it.`,
  }));
}

function passReason({ covered, registered, coverage }: BranchCoverageReport): GateReason {
  const share = coverage === null ? "" : ` (${formatPercent(coverage)})`;
  return {
    code: "covered",
    message: `Evals cover ${covered} of ${registered} branches${share}, all of high severity and all that were touched.`,
  };
}
