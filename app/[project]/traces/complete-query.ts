import { scoreKey } from "@/lib/domain/score-query";
import { isNumberField, NUMBER_FIELDS, PROPERTIES, TEXT_FIELDS } from "@/lib/domain/trace-fields";
import { formatValue } from "@/lib/domain/trace-query-text";
import { type QueryToken, tokenizeQuery } from "@/lib/domain/trace-query-tokens";

/** Known values of a field with the number of traces that have them. */
export type KnownValues = Readonly<
  Record<string, readonly { readonly value: string; readonly traces: number }[]>
>;

export type Completion = {
  /** The query once this is taken, and where the caret then stands. */
  readonly text: string;
  readonly caret: number;
  readonly label: string;
  readonly hint: string;
};

const MAX_COMPLETIONS = 12;

const HINTS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(TEXT_FIELDS),
  ...Object.entries(NUMBER_FIELDS),
  ["has", "what is known of it"],
]);

const EXAMPLES: ReadonlyMap<string, readonly string[]> = new Map([
  ["duration", [">1s", ">5s", ">30s", "<500ms"]],
  ["tokens", [">1k", ">10k", ">100k"]],
  ["cost", [">0.01", ">0.1", ">1"]],
  ["spans", [">10", ">100", ">1000"]],
  ["errors", [">0", ">1"]],
  ["calls", [">1", ">10", "0"]],
  ["tools", [">0", ">10", "0"]],
]);
const SCORE_EXAMPLES = ["good", "bad", ">0.5", "<0.5"];

const FIXED: KnownValues = {
  status: ["error", "ok"].map((value) => ({ value, traces: -1 })),
  verdict: ["good", "bad"].map((value) => ({ value, traces: -1 })),
  kind: [
    "agent",
    "llm",
    "tool",
    "retrieval",
    "embedding",
    "decision",
    "guardrail",
    "evaluator",
    "memory",
    "chain",
  ].map((value) => ({ value, traces: -1 })),
};

/** What may stand at the caret: names of fields, or values of the field that is being written. */
export function completeQuery(
  text: string,
  caret: number,
  known: KnownValues,
  scoreNames: readonly string[] = [],
): Completion[] {
  const token = tokenizeQuery(text).find(({ start, end }) => start < caret && caret <= end);
  const candidates =
    token?.key == null
      ? fieldCompletions(text, caret, token, scoreNames)
      : valueCompletions(text, caret, token, known);
  return candidates.slice(0, MAX_COMPLETIONS);
}

function fieldCompletions(
  text: string,
  caret: number,
  token: QueryToken | undefined,
  scoreNames: readonly string[],
): Completion[] {
  if (token?.raw.includes('"')) return [];
  const minus = token?.isNegated === true || token?.raw === "-" ? "-" : "";
  const start = token?.start ?? caret;
  const typed = text.slice(start + minus.length, caret).toLowerCase();
  const scores = scoreNames.map((name) => [scoreKey(name), "a score, e.g. >0.5 or good"] as const);
  return [...HINTS, ...scores]
    .filter(([key]) => key.toLowerCase().startsWith(typed))
    .map(([key, hint]) => ({
      ...put(text, start, token?.end ?? caret, `${minus}${key}:`, ""),
      label: `${minus}${key}:`,
      hint,
    }));
}

function valueCompletions(
  text: string,
  caret: number,
  token: QueryToken,
  known: KnownValues,
): Completion[] {
  const key = token.key ?? "";
  const before = text.slice(token.start, caret);
  const listed = before.lastIndexOf(",") > before.lastIndexOf('"') ? before.lastIndexOf(",") : -1;
  const start = token.start + Math.max(listed, before.indexOf(":")) + 1;
  const typed = text.slice(start, caret).replace(/^"/, "").toLowerCase();
  return valuesOf(key, known)
    .filter(({ value }) => value.toLowerCase().includes(typed) && value.toLowerCase() !== typed)
    .map(({ value, hint }) => ({
      ...put(text, start, caret, isBare(key) ? value : formatValue(value), " "),
      label: value,
      hint,
    }));
}

/** Whose values are comparisons, and would be texts in quotation marks. */
const isBare = (key: string) => isNumberField(key) || key.startsWith("score.");

function valuesOf(key: string, known: KnownValues): { value: string; hint: string }[] {
  if (key === "has") return Object.entries(PROPERTIES).map(([value, hint]) => ({ value, hint }));
  const examples = key.startsWith("score.") ? SCORE_EXAMPLES : EXAMPLES.get(key);
  if (examples) return examples.map((value) => ({ value, hint: HINTS.get(key) ?? "" }));
  const counted = Object.hasOwn(known, key) ? (known[key] ?? []) : [];
  const fixed = (Object.hasOwn(FIXED, key) ? (FIXED[key] ?? []) : []).filter(
    ({ value }) => !counted.some((other) => other.value === value),
  );
  return [...counted, ...fixed].map(({ value, traces }) => ({
    value,
    hint: traces < 0 ? "" : traces === 1 ? "1 trace" : `${traces.toLocaleString("en-US")} traces`,
  }));
}

function put(text: string, start: number, end: number, insert: string, after: string) {
  const rest = text.slice(end);
  const space = rest.startsWith(" ") ? "" : after;
  return {
    text: `${text.slice(0, start)}${insert}${space}${rest}`,
    caret: start + insert.length + after.length,
  };
}
