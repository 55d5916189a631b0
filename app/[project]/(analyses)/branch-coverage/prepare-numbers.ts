import { formatCount, UNKNOWN } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";

/** A number with its name and what it is made of. */
export type NumberView = {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
  readonly meaning: string;
};

/** The numbers beside the verdict, in the order in which a reader asks for them. */
export function prepareNumbers(report: BranchCoverageReport): NumberView[] {
  const { covered, registered, low, high, uncoveredTraffic, unseen, paths } = report;
  return [
    {
      name: "Branch coverage",
      value: formatShare(report.coverage),
      detail:
        registered === 0
          ? "nothing registered"
          : `${covered} of ${registered} (${formatInterval(low, high)})`,
      meaning: `Registered branches with at least ${report.minHits} eval hits`,
    },
    {
      name: "By traffic",
      value: formatShare(report.trafficWeighted),
      detail: `by risk ${formatShare(report.riskWeighted)}`,
      meaning: "The same weighed by production requests, and by requests × severity",
    },
    {
      name: "Both arms",
      value: formatShare(report.bothArms),
      detail: "taken and passed by",
      meaning: "Registered branches that evals hit often enough and passed by at least once",
    },
    {
      name: "Borderline",
      value: formatShare(report.borderline),
      detail: report.borderline === null ? "no margins sent" : "of close calls",
      meaning:
        "Close production decisions whose pair of branch and runner-up evals called close too",
    },
    {
      name: "Uncovered traffic",
      value: formatShare(uncoveredTraffic.share),
      detail: formatInterval(uncoveredTraffic.low, uncoveredTraffic.high),
      meaning:
        "Chance that the next request fires a branch no eval hit, never-seen branches included",
    },
    {
      name: "Unseen paths",
      value: formatShare(unseen.goodTuring),
      detail: unseenDetail(report),
      meaning:
        "Good–Turing: chance that the next request takes a path nobody has seen. Chao1: how many paths there are at least",
    },
    {
      name: "Path coverage",
      value: formatShare(paths.coverage),
      detail: `${formatCount(paths.covered)} of ${formatCount(paths.distinct)} paths`,
      meaning: "Paths of production that an eval took from end to end",
    },
  ];
}

function unseenDetail({ unseen, paths }: BranchCoverageReport): string {
  const { chao1, low, high } = unseen;
  if (chao1 === null || low === null || high === null) return UNKNOWN;
  const range = `${formatCount(Math.round(low))}–${formatCount(Math.round(high))}`;
  return `${formatCount(paths.distinct)} seen, Chao1 ${formatCount(Math.round(chao1))} (${range})`;
}
