import type { Verdict } from "@/components/verdict-mark";
import type { PairComparison } from "@/lib/analyses/trace-diff/report-comparison";
import type { StepDetail } from "@/lib/domain/trace-diff/step-detail";
import type { IgnoredPath } from "@/lib/domain/trace-diff/trace-diff";
import { axisWord, type EnvelopeView, prepareEnvelope, valueText } from "./prepare-envelope";
import { prepareRows } from "./prepare-rows";
import type { DiffRowView } from "./row-view";

export type DiffVerdictView = {
  readonly status: Verdict;
  readonly word: string;
  readonly sentence: string;
  readonly notes: readonly string[];
};

export type CauseView = {
  readonly cause: string;
  /** 0 to 1. */
  readonly share: number;
  readonly percent: string;
  /** "prior 0.80 × position 6" */
  readonly evidence: string;
};

export type IgnoredView = {
  readonly path: string;
  readonly reason: string;
  readonly pairs: number;
  readonly a: string;
  readonly b: string;
};

/** The diff of two runs as the page reads it out and draws it. */
export type PairView = {
  readonly verdict: DiffVerdictView;
  readonly envelope: EnvelopeView;
  readonly rows: readonly DiffRowView[];
  /** By position; only as many as are quickly sent, the others on request. */
  readonly details: Readonly<Record<number, StepDetail>>;
  readonly causes: readonly CauseView[];
  readonly ignored: readonly IgnoredView[];
};

export function preparePair(report: PairComparison): PairView {
  return {
    verdict: prepareVerdict(report),
    envelope: prepareEnvelope(report.envelope),
    rows: prepareRows(report.steps, report.fork?.index ?? null),
    details: firstDetails(report),
    causes: report.causes.map(({ cause, posterior, evidence }) => ({
      cause: axisWord(cause),
      share: posterior,
      percent: `${(posterior * 100).toFixed(0)} %`,
      evidence: evidence
        .map(({ name, factor }) => `${name} ${Number(factor.toPrecision(3))}`)
        .join(" × "),
    })),
    ignored: report.ignored.map(ignoredView),
  };
}

export function prepareVerdict(report: PairComparison): DiffVerdictView {
  return { ...statusOf(report), sentence: report.headline.text, notes: notesOf(report) };
}

function statusOf({
  comparable,
  fork,
  steps,
}: PairComparison): Pick<DiffVerdictView, "status" | "word"> {
  if (comparable.status === "different_question") return { status: "unknown", word: "cannot tell" };
  if (fork !== null) {
    return steps[fork.index]?.isWithinNoise === true
      ? { status: "watch", word: "within noise" }
      : { status: "broken", word: "forked" };
  }
  return steps.some(({ materiality }) => materiality === "unknown")
    ? { status: "unknown", word: "cannot tell" }
    : { status: "ok", word: "no fork" };
}

function notesOf({ comparable, fork, noise, distance }: PairComparison): string[] {
  const unknown = fork?.cause.unknownAxes ?? [];
  return [
    ...(comparable.reason === null ? [] : [comparable.reason]),
    ...(unknown.length === 0
      ? []
      : [`Not recorded, and might explain it as well: ${unknown.map(axisWord).join(", ")}.`]),
    noise === null
      ? `Distance of the two trees ${distance.toFixed(2)}. No noise floor: fewer than 5 other runs of this question and envelope are stored.`
      : `Distance of the two trees ${distance.toFixed(2)}; 95 % of the pairs among ${noise.replicates} repeated runs differ by ${noise.distanceP95.toFixed(2)} at most.`,
  ];
}

const MAX_DETAIL_CHARACTERS = 300_000;

/** The fork's first, then in order, as long as they are not too much to send with the page. */
function firstDetails({ steps, fork }: PairComparison): Record<number, StepDetail> {
  const details: Record<number, StepDetail> = {};
  let characters = 0;
  const inOrder = [...steps].sort(
    (x, y) =>
      Number(y.index === fork?.index) - Number(x.index === fork?.index) || x.index - y.index,
  );
  for (const { index, detail } of inOrder) {
    if (detail === null) continue;
    characters += JSON.stringify(detail).length;
    if (characters > MAX_DETAIL_CHARACTERS && index !== fork?.index) break;
    details[index] = detail;
  }
  return details;
}

const REASONS = {
  built_in: "always",
  project: "this project's path",
  learned: "learned from repeated runs",
} as const;

function ignoredView({ path, reason, pairs, a, b }: IgnoredPath): IgnoredView {
  return { path, reason: REASONS[reason], pairs, a: valueText(a), b: valueText(b) };
}
