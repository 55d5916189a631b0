import { readScoreCriterion } from "./score-query";
import { searchWords } from "./search-words";
import {
  type Comparison,
  isNumberField,
  isProperty,
  isTextField,
  NUMBER_FIELDS,
  type NumberField,
  PROPERTIES,
  type Property,
  TEXT_FIELDS,
  type TextField,
} from "./trace-fields";
import { type QueryToken, type QueryValue, tokenizeQuery } from "./trace-query-tokens";

/**
 * One condition on a trace. A trace is listed when all of a query's terms hold.
 *
 * In `values`, `*` stands for any run of characters unless `isExact`.
 */
export type QueryTerm = { readonly isNegated: boolean } & (
  | {
      readonly type: "text";
      readonly text: string;
      /** Quoted: the words stand in one span, in this order. */
      readonly isExact: boolean;
    }
  | { readonly type: "value"; readonly field: TextField; readonly values: readonly QueryValue[] }
  /** A segment of traffic, such as `segment.plan:free`. */
  | { readonly type: "segment"; readonly key: string; readonly values: readonly QueryValue[] }
  /** A version of what the run was made with, such as `envelope.retrieval_index:v42`. */
  | { readonly type: "envelope"; readonly key: string; readonly values: readonly QueryValue[] }
  /** A score of it or of one of its spans, such as `score.helpful:>0.5`. */
  | { readonly type: "score"; readonly key: string; readonly values: readonly QueryValue[] }
  | { readonly type: "property"; readonly properties: readonly Property[] }
  | {
      readonly type: "number";
      readonly field: NumberField;
      readonly comparison: Comparison;
      /** Milliseconds for durations, dollars for costs. */
      readonly number: number;
    }
);
export type TraceQuery = { readonly terms: readonly QueryTerm[] };

/** A part of a query that is not understood: its text, where it is, and what would be. */
export type QueryFault = {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
};

export const EMPTY_QUERY: TraceQuery = { terms: [] };

/** Reads a query. Never throws: what is not understood is in `faults`, and in no term. */
export function parseTraceQuery(text: string): {
  readonly query: TraceQuery;
  readonly faults: readonly QueryFault[];
} {
  const terms: QueryTerm[] = [];
  const faults: QueryFault[] = [];
  for (const token of tokenizeQuery(text)) {
    const read = readToken(token);
    if (typeof read !== "string") terms.push(read);
    else faults.push({ part: token.raw, start: token.start, end: token.end, message: read });
  }
  return { query: { terms }, faults };
}

/** A term, or in words what is wrong with it. */
function readToken(token: QueryToken): QueryTerm | string {
  if (token.isUnclosed) return "the quotation mark is not closed";
  if (token.key === null) return readText(token);
  if (token.values.every((value) => value.text === "")) {
    return `"${token.key}:" needs a value after the colon`;
  }
  const values = token.values.filter((value) => value.text !== "");
  const { key, isNegated } = token;
  if (key === "verdict" && !values.every(({ text }) => text === "good" || text === "bad")) {
    return '"verdict:" is good or bad';
  }
  if (isTextField(key)) return { type: "value", field: key, values, isNegated };
  if (isNumberField(key)) return readNumber(key, values, isNegated);
  if (key === "has") return readProperties(values, isNegated);
  return readNamed(key, values, isNegated) ?? unknownField(key);
}

/** Fields that are many, each with a name of its own. */
function readNamed(
  key: string,
  values: readonly QueryValue[],
  isNegated: boolean,
): QueryTerm | string | null {
  for (const type of ["segment", "envelope", "score"] as const) {
    const prefix = `${type}.`;
    if (!key.startsWith(prefix) || key.length === prefix.length) continue;
    if (type === "score" && values.some((value) => readScoreCriterion(value) === null)) {
      return `"${key}:" takes a number such as >0.5, good, bad, or a label`;
    }
    return { type, key: key.slice(prefix.length), values, isNegated };
  }
  return null;
}

function unknownField(key: string): string {
  return `"${key}" is not a field${nearestField(key)}. Put it in quotation marks to search for it as text`;
}

function readText({ values, isNegated }: QueryToken): QueryTerm | string {
  const [value] = values;
  if (value === undefined || searchWords(value.text).length === 0) {
    return "there is no letter or digit in it to search for";
  }
  return { type: "text", text: value.text, isExact: value.isQuoted, isNegated };
}

function readProperties(values: readonly QueryValue[], isNegated: boolean): QueryTerm | string {
  const properties: Property[] = [];
  for (const { text } of values) {
    if (!isProperty(text)) {
      return `"has:" knows ${Object.keys(PROPERTIES).join(", ")}, and not "${text}"`;
    }
    properties.push(text);
  }
  return { type: "property", properties, isNegated };
}

const NUMBER = /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?|\.\d+)([a-zA-Z]*)$/;
const UNITS: Record<"duration" | "count" | "cost", Record<string, number>> = {
  duration: { "": 1, ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 },
  count: { "": 1, k: 1e3, M: 1e6, G: 1e9 },
  cost: { "": 1 },
};

function readNumber(
  field: NumberField,
  values: readonly QueryValue[],
  isNegated: boolean,
): QueryTerm | string {
  const [value] = values;
  const units = UNITS[field === "duration" || field === "cost" ? field : "count"];
  const match =
    values.length === 1 ? NUMBER.exec(value?.text.replace(/^([<>=]*)\$/, "$1") ?? "") : null;
  const factor = match === null ? undefined : ownValue(units, match[3] ?? "");
  if (match === null || factor === undefined) {
    const example = { duration: "duration:>2s", cost: "cost:>0.1" }[String(field)];
    return `"${field}:" takes one number, such as ${example ?? `${field}:>10`}`;
  }
  const comparison = COMPARISONS.find((sign) => sign === match[1]) ?? "=";
  return { type: "number", field, comparison, number: Number(match[2]) * factor, isNegated };
}

const COMPARISONS: readonly Comparison[] = [">", ">=", "<", "<=", "="];

function ownValue(table: Record<string, number>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Every word that may stand before a colon. */
export const QUERY_KEYS: readonly string[] = [
  ...Object.keys(TEXT_FIELDS),
  ...Object.keys(NUMBER_FIELDS),
  "has",
];

function nearestField(key: string): string {
  const near = QUERY_KEYS.find((known) => known.startsWith(key) || key.startsWith(known));
  return near === undefined ? "" : `; did you mean "${near}:"?`;
}
