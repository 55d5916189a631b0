import type { Comparison } from "./trace-fields";
import type { QueryValue } from "./trace-query-tokens";

/** What is asked of a score of some name: what it measures, what it comes to, or what it says. */
export type ScoreCriterion =
  | { readonly type: "number"; readonly comparison: Comparison; readonly number: number }
  | { readonly type: "verdict"; readonly isGood: boolean }
  | { readonly type: "label"; readonly value: QueryValue };

const NUMBER = /^(>=|<=|>|<|=)?(-?(?:\d+(?:\.\d+)?|\.\d+))$/;

/**
 * Reads `>0.5`, `good`, `bad`, or any other word as a label; in quotation marks everything is a
 * label. Null when a comparison has no number.
 */
export function readScoreCriterion(value: QueryValue): ScoreCriterion | null {
  const { text, isQuoted } = value;
  if (isQuoted) return { type: "label", value };
  if (text === "good" || text === "bad") return { type: "verdict", isGood: text === "good" };
  const [, comparison = "=", number] = NUMBER.exec(text) ?? [];
  if (number !== undefined) {
    return { type: "number", comparison: comparison as Comparison, number: Number(number) };
  }
  return /^[<>=]/.test(text) ? null : { type: "label", value };
}

/** The key by which scores of a name are asked for; in quotation marks where it must be. */
export function scoreKey(name: string): string {
  return /^[\w.-]+$/.test(name) ? `score.${name}` : `score."${name.replace(/["\\]/g, "\\$&")}"`;
}
