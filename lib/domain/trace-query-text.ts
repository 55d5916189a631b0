import { scoreKey } from "./score-query";
import { isTextField, type TextField } from "./trace-fields";
import type { QueryTerm, TraceQuery } from "./trace-query";
import { type QueryToken, type QueryValue, tokenizeQuery } from "./trace-query-tokens";

/** The text that reads back as this query. */
export function formatTraceQuery({ terms }: TraceQuery): string {
  return terms.map(formatTerm).join(" ");
}

/** One term as text. */
export function formatTerm(term: QueryTerm): string {
  return `${term.isNegated ? "-" : ""}${formatBody(term)}`;
}

function formatBody(term: QueryTerm): string {
  switch (term.type) {
    case "text":
      return term.isExact ? quote(term.text) : term.text;
    case "value":
      return `${term.field}:${formatValues(term.values)}`;
    case "segment":
    case "envelope":
      return `${term.type}.${term.key}:${formatValues(term.values)}`;
    case "score":
      return `${scoreKey(term.key)}:${formatValues(term.values)}`;
    case "property":
      return `has:${term.properties.join(",")}`;
    case "number":
      return `${term.field}:${term.comparison === "=" ? "" : term.comparison}${term.number}`;
  }
}

function formatValues(values: readonly QueryValue[]): string {
  return values.map((value) => (value.isQuoted ? quote(value.text) : value.text)).join(",");
}

/** A value as it is best written: in quotation marks only when it would read differently without. */
export function formatValue(text: string): string {
  return /^[^\s",*\\]+$/.test(text) ? text : quote(text);
}

const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** The values of a field that a query admits or refuses by name, as typed. */
export function valuesInQuery(
  text: string,
  key: string,
): { readonly admitted: readonly string[]; readonly refused: readonly string[] } {
  const tokens = tokenizeQuery(text).filter((token) => token.key === key);
  const textsOf = (isNegated: boolean) =>
    tokens
      .filter((token) => token.isNegated === isNegated)
      .flatMap((token) => token.values.map((value) => value.text));
  return { admitted: textsOf(false), refused: textsOf(true) };
}

/**
 * The query with a value of a field added when it was not asked for, or taken out when it was.
 * Values of one field are alternatives; the rest of the text stays as typed.
 */
export function toggleValue(text: string, field: TextField | "has", value: string): string {
  const token = tokenizeQuery(text).find(({ key, isNegated }) => key === field && !isNegated);
  if (token === undefined) return join(text, `${field}:${formatValue(value)}`);
  const values = token.values.filter((known) => known.text !== value);
  const isAsked = values.length < token.values.length;
  // Properties of `has:` in one term are alternatives, so a further demand is a term of its own.
  if (!isAsked && !isTextField(field)) return join(text, `${field}:${formatValue(value)}`);
  const next = isAsked
    ? values
    : [...values, { text: value, isQuoted: formatValue(value) !== value }];
  return replace(text, token, next.length === 0 ? "" : `${field}:${formatValues(next)}`);
}

/** The query with a term, given as text, at its end; unchanged when it has that term. */
export function withTerm(text: string, term: string): string {
  return tokenizeQuery(text).some(({ raw }) => raw === term) ? text.trim() : join(text, term);
}

const join = (text: string, term: string) => `${text.trim()} ${term}`.trim();

function replace(text: string, token: QueryToken, by: string): string {
  const parts = [text.slice(0, token.start).trim(), by, text.slice(token.end).trim()];
  return parts.filter((part) => part !== "").join(" ");
}
