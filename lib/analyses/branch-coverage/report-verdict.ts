import type {
  BranchCoverageReport,
  BranchCoverageVerdict,
  BranchRow,
  ShiftReport,
} from "./report-shape";

/** Severity from which a branch has to be covered: hand-offs, refusals, what cannot be undone. */
export const HIGH_SEVERITY = 4;

type Judged = Omit<BranchCoverageReport, "verdict">;

/** What the page says first. */
export function buildVerdict(report: Judged): BranchCoverageVerdict {
  const firing = report.shifts.filter((shift) => shift.firing);
  const highUncovered = report.branches.filter((row) => isHighUncovered(row, report.minHits));
  const broken = present({
    firing_shift: firing.length > 0,
    high_severity_gap: highUncovered.some(({ productionHits }) => productionHits > 0),
  });
  const watch = present({
    untested_branches: report.untested > 0,
    high_severity_uncovered: highUncovered.length > 0,
    exemption_expired: report.branches.some(({ hasExpired }) => hasExpired),
  });
  return {
    status: statusOf(report, broken, watch),
    because: [...broken, ...watch],
    shift: furthest(firing),
    highUncovered,
  };
}

function isHighUncovered(row: BranchRow, minHits: number): boolean {
  return (
    row.isRegistered && !row.exemption && row.severity >= HIGH_SEVERITY && row.evalHits < minHits
  );
}

function present(reasons: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(reasons).flatMap(([reason, isSo]) => (isSo ? [reason] : []));
}

function statusOf(
  { requests, registered, evalTraces }: Judged,
  broken: readonly string[],
  watch: readonly string[],
): BranchCoverageVerdict["status"] {
  if (requests === 0 && registered === 0) return "unknown";
  if (broken.length > 0) return "broken";
  if (watch.length > 0) return "watch";
  return requests === 0 && evalTraces === 0 ? "unknown" : "ok";
}

/** Of what fires more often the furthest; else of what fires less often. */
function furthest(shifts: readonly ShiftReport[]): ShiftReport | null {
  const rising = shifts.filter(({ difference }) => difference > 0);
  const distance = ({ riskRatio }: ShiftReport) => Math.abs(Math.log(riskRatio));
  const told = rising.length > 0 ? rising : shifts;
  return [...told].sort((a, b) => distance(b) - distance(a))[0] ?? null;
}
