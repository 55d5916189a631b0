import { formatInterval, formatShare } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import type { GroupComparison } from "@/lib/analyses/trace-diff/report-comparison";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import type { GraphNode, Signature } from "@/lib/domain/trace-diff/group-diff";

export type GraphRow = {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** 0 at the top. */
  readonly depth: number;
  readonly perTraceA: string;
  readonly perTraceB: string;
  readonly shareA: string;
  readonly shareB: string;
  /** "more, 40 %" */
  readonly change: string;
  readonly isSame: boolean;
};

export type SignatureRow = {
  readonly id: string;
  readonly label: string;
  readonly a: string;
  readonly b: string;
  readonly p: string;
  readonly isDifferent: boolean;
  readonly precursors: string;
  readonly exampleA: string | null;
  readonly exampleB: string | null;
};

export type ForkRow = {
  readonly id: string;
  readonly label: string;
  readonly cause: string;
  readonly pairs: number;
  /** 0 to 1, of all matched pairs. */
  readonly share: number;
};

export type GroupView = {
  readonly verdict: {
    readonly status: Verdict;
    readonly word: string;
    readonly sentence: string;
    readonly notes: readonly string[];
  };
  readonly graph: readonly GraphRow[];
  readonly signatures: readonly SignatureRow[];
  readonly forks: readonly ForkRow[];
};

const SIGNIFICANT = 0.05;

/** Two groups of runs as the page reads them out. */
export function prepareGroups(report: GroupComparison): GroupView {
  return {
    verdict: { ...statusOf(report), sentence: report.headline, notes: notesOf(report) },
    graph: report.graph.map(graphRow),
    signatures: report.signatures.map((signature) => signatureRow(signature, report)),
    forks: report.forks.map(({ label, kind, causeClass, pairs, share }) => ({
      id: `${kind} ${label} ${causeClass}`,
      label,
      cause: causeClass.replaceAll("_", " "),
      pairs,
      share,
    })),
  };
}

function statusOf({ separation: { p } }: GroupComparison) {
  if (p === null) return { status: "unknown", word: "cannot tell" } as const;
  return p <= SIGNIFICANT
    ? ({ status: "broken", word: "apart" } as const)
    : ({ status: "ok", word: "alike" } as const);
}

function notesOf({ isCutA, isCutB, separation, tracesA, tracesB }: GroupComparison): string[] {
  const { statistic, p, permutations, seed, sampledA, sampledB } = separation;
  const cut = [isCutA ? `A (${tracesA})` : "", isCutB ? `B (${tracesB})` : ""].filter(Boolean);
  return [
    ...(p === null
      ? []
      : [
          `Energy statistic ${statistic.toFixed(3)}, ${permutations} permutations of ${sampledA} + ${sampledB} runs, seed ${seed}.`,
        ]),
    ...(cut.length === 0
      ? []
      : [`More traces fit than are compared; of ${cut.join(" and ")} these are the latest.`]),
  ];
}

function graphRow(node: GraphNode): GraphRow {
  return {
    id: node.id,
    label: node.label,
    kind: node.kind,
    depth: node.parent === null ? 0 : node.parent.split("\t").length,
    perTraceA: node.perTraceA.toFixed(2),
    perTraceB: node.perTraceB.toFixed(2),
    shareA: formatShare(node.shareA),
    shareB: formatShare(node.shareB),
    change: node.change === "same" ? "same" : `${node.change}, ${node.percent.toFixed(0)} %`,
    isSame: node.change === "same",
  };
}

function signatureRow(signature: Signature, { tracesA, tracesB }: GroupComparison): SignatureRow {
  const { id, label, adjustedP, isDifferent, precursors, exampleA, exampleB } = signature;
  return {
    id,
    label,
    a: countText(signature.tracesA, tracesA),
    b: countText(signature.tracesB, tracesB),
    p: adjustedP < 0.001 ? "< 0.001" : adjustedP.toFixed(3),
    isDifferent,
    precursors: precursors.join(", "),
    exampleA,
    exampleB,
  };
}

/** "18 of 25, 72.0 % (52.4–85.7)" */
function countText(count: number, all: number): string {
  if (all === 0) return "no traces";
  const { low, high } = wilson(count, all);
  return `${count} of ${all}, ${formatShare(count / all)} (${formatInterval(low, high)})`;
}
