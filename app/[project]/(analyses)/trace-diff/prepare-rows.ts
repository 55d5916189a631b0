import type { DiffStep } from "@/lib/domain/trace-diff/trace-diff";
import type { DiffRowView } from "./row-view";

/**
 * Steps as rows, in the same order.
 *
 * @param fork position of the fork; null without one
 */
export function prepareRows(steps: readonly DiffStep[], fork: number | null): DiffRowView[] {
  return steps.map((step) => rowOf(step, isAround(step, fork)));
}

/** Before the first difference that matters, what differs can only be a step that holds it. */
function isAround({ index, a, b, class: is }: DiffStep, fork: number | null): boolean {
  return fork !== null && index < fork && is === "propagated" && a !== null && b !== null;
}

function rowOf(step: DiffStep, isHolder: boolean): DiffRowView {
  return {
    index: step.index,
    kind: step.kind,
    label: step.label === "" ? "(no name)" : step.label,
    depth: step.depth,
    a: step.a,
    b: step.b,
    pairing: step.pairing,
    role: step.role,
    look: isHolder ? "quiet" : lookOf(step),
    words: isHolder ? "holds the fork" : wordsOf(step).join(" · "),
    triesA: triesOf(step.attempts.a),
    triesB: triesOf(step.attempts.b),
    isConcurrent: step.group !== null,
  };
}

function lookOf({
  class: is,
  pairing,
  attempts,
  materiality,
  role,
}: DiffStep): DiffRowView["look"] {
  if (pairing === "inserted" || pairing === "deleted" || role !== null) return "differs";
  const isSame = is === "identical" && pairing === "matched" && attempts.a === attempts.b;
  if (isSame) return "same";
  const isQuiet = is === "identical" || is === "absorbed" || QUIET.has(materiality);
  return isQuiet ? "quiet" : "differs";
}

const QUIET = new Set<DiffStep["materiality"]>(["none", "cosmetic"]);

function wordsOf(step: DiffStep): string[] {
  const { pairing, attempts, isWithinNoise, a, b } = step;
  const isPaired = a !== null && b !== null;
  return [
    ...(pairing === "inserted" ? ["only in B"] : []),
    ...(pairing === "deleted" ? ["only in A"] : []),
    ...(pairing === "moved" ? ["moved"] : []),
    ...(isPaired && attempts.a !== attempts.b ? ["retried"] : []),
    ...(isPaired ? meaningOf(step) : []),
    ...(isWithinNoise === true && step.class !== "identical" ? ["within noise"] : []),
  ];
}

function meaningOf({ class: is, materiality, features }: DiffStep): string[] {
  if (is === "identical") return [];
  if (is === "absorbed") return ["other input, same output"];
  switch (materiality) {
    case "unknown":
      return ["content not recorded"];
    case "none":
      return [];
    case "cosmetic":
      return ["reads differently"];
    case "minor":
      return ["minor", ...features.map(featureWord)];
    case "material":
      return features.length === 0 ? ["other output"] : features.map(featureWord);
  }
}

/** "tool_calls" as "tool calls". */
export const featureWord = (feature: string) => feature.replaceAll("_", " ");

const triesOf = (attempts: number) => (attempts > 1 ? `×${attempts}` : "");
