import { formatCount } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import { changeName } from "@/lib/analyses/branch-coverage/gate-conditions";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { ShiftReport } from "@/lib/analyses/branch-coverage/report-shape";

/** The verdict in words. */
export type VerdictView = {
  readonly status: Verdict;
  readonly sentence: string;
  /** Gravest first. */
  readonly notes: readonly string[];
};

export function prepareVerdict(report: BranchCoverageReport): VerdictView {
  return {
    status: report.verdict.status,
    sentence: [coverageSentence(report), ...shiftSentence(report)].join(" "),
    notes: notesOf(report),
  };
}

function coverageSentence(report: BranchCoverageReport): string {
  const { registered, covered, requests, observed } = report;
  if (registered === 0 && requests === 0) return "Nothing was decided in this time range.";
  const hit =
    registered > 0
      ? `Evals hit ${formatCount(covered)} of ${branches(registered)}`
      : `No branch is registered; evals hit ${formatCount(observed.covered)} of the ${branches(observed.branches)} that fire in production`;
  if (requests === 0) return `${hit}; no production request decided anything in this time range.`;
  return `${hit}; ${untestedClause(report)}.`;
}

function untestedClause({ untested, uncoveredTraffic, requests }: BranchCoverageReport): string {
  if (untested === 0) return `every branch that fires in ${requestsOf(requests)} was tested`;
  const { share, low, high, requests: open } = uncoveredTraffic;
  const those =
    untested === 1 ? "1 branch that fires" : `${formatCount(untested)} branches that fire`;
  const verb = untested === 1 ? "was" : "were";
  const part =
    requests < FEW
      ? `in ${formatCount(open)} of ${requestsOf(requests)}`
      : `${formatShare(share)} of its ${requestsOf(requests)} (${formatInterval(low, high)})`;
  return `${those} in production, ${part}, ${verb} never tested`;
}

/** Under so many requests counts say more than shares. */
const FEW = 30;

const branches = (count: number) => `${formatCount(count)} ${count === 1 ? "branch" : "branches"}`;
const requestsOf = (count: number) =>
  `${formatCount(count)} ${count === 1 ? "request" : "requests"}`;

function shiftSentence({ verdict, change }: BranchCoverageReport): string[] {
  const { shift } = verdict;
  if (!shift || !change) return [];
  return [`Since ${changeName(change)} ${shiftWords(shift)}.`];
}

/** "`handoff` fires 3.0 times as often (2.0 % → 6.0 %)". */
export function shiftWords({ label, before, after, riskRatio }: ShiftReport): string {
  return `\`${clipped(label)}\` fires ${riskRatio.toFixed(1)} times as often (${formatShare(before)} → ${formatShare(after)})`;
}

const MAX_LABEL = 60;

function clipped(label: string): string {
  const [condition = label] = label.split(" → ");
  return condition.length <= MAX_LABEL ? condition : `${condition.slice(0, MAX_LABEL - 1)}…`;
}

function notesOf(report: BranchCoverageReport): string[] {
  const { verdict, otherVersionEvals, evalTraces, minHits, exempt, unseen } = report;
  const high = verdict.highUncovered.length;
  const expired = report.branches.filter(({ hasExpired }) => hasExpired).length;
  const counted = report.versions.map(({ prompt, promptVersion }) =>
    prompt === null ? "no prompt" : `${prompt}@${promptVersion ?? "no version"}`,
  );
  const notes: (string | false)[] = [
    high > 0 &&
      `${branches(high)} of severity 4 or 5 ${high === 1 ? "has" : "have"} fewer than ${minHits} eval hits.`,
    expired > 0 && `${branches(expired)}: the exemption has run out.`,
    otherVersionEvals > 0 &&
      `${formatCount(otherVersionEvals)} eval traces of other prompt versions count for nothing; ${formatCount(evalTraces)} of ${counted.join(", ")} do.`,
    unseen.goodTuring !== null &&
      unseen.goodTuring >= 0.01 &&
      `${formatShare(unseen.goodTuring)} of requests will take a path that nobody has seen yet (Good–Turing).`,
    exempt > 0 && `${branches(exempt)} exempt.`,
  ];
  return notes.filter((note) => note !== false);
}
