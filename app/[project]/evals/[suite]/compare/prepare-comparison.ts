import { formatPoints, formatShare } from "@/components/format-share";
import type { Verdict } from "@/components/verdict-mark";
import type { RunComparison } from "@/lib/domain/evals/compare-runs";
import { changeText, plural } from "../../rate-text";

export type ComparisonVerdict = {
  readonly status: Verdict;
  readonly word: string;
  readonly sentence: string;
  readonly notes: readonly string[];
};

/** Under so many pairs nothing is judged. */
const FEW = 10;

/** Whether B is better than A, in words to be passed on. */
export function prepareComparison(
  comparison: RunComparison,
  a: string,
  b: string,
): ComparisonVerdict {
  const { paired, p, resolution } = comparison;
  const { change } = paired;
  const notes = leftOutNotes(comparison);
  if (change === null) {
    const sentence = `${a} and ${b} have no case in common that was judged in both with the same content.`;
    return { status: "unknown", word: "cannot tell", sentence, notes };
  }
  const numbers = `${b} passes ${formatShare(paired.shareB)} and ${a} ${formatShare(paired.shareA)} of ${plural(paired.cases, "common case")}: ${changeText(change)}, exact p = ${pText(p)}.`;
  if (paired.cases < FEW) {
    const few = `About ${FEW} common cases are needed to judge.`;
    return { status: "unknown", word: "too few", sentence: numbers, notes: [few, ...notes] };
  }
  if (change.high < 0) return { status: "broken", word: "worse", sentence: numbers, notes };
  if (change.low > 0) return { status: "ok", word: "better", sentence: numbers, notes };
  const apart = `These cases cannot tell the two apart${resolution ? `: with so many disagreements a difference under ${formatPoints(resolution).slice(1)} points does not show` : ""}.`;
  return { status: "unknown", word: "cannot tell", sentence: numbers, notes: [apart, ...notes] };
}

export function pText(p: number): string {
  return p < 0.001 ? "below 0.001" : p.toFixed(3);
}

function leftOutNotes({ leftOut }: RunComparison): string[] {
  const count = Object.values(leftOut).reduce((sum, ids) => sum + ids.length, 0);
  if (count === 0) return [];
  const reasons = [
    [leftOut.edited.length, "asked or expected something else"],
    [leftOut.content_unknown.length, "whose content then is not known"],
    [leftOut.only_a.length, "only in A"],
    [leftOut.only_b.length, "only in B"],
    [leftOut.unjudged.length, "not judged in both"],
  ] as const;
  const said = reasons.flatMap(([own, why]) => (own > 0 ? [`${own} ${why}`] : []));
  return [`${plural(count, "case is", "cases are")} left out: ${said.join(", ")}.`];
}
