import { z } from "zod";
import { readScoreCriterion } from "@/lib/domain/score-query";
import { RANGES, type TimeWindow, windowOfRange } from "@/lib/domain/time-window";
import { isTextField } from "@/lib/domain/trace-fields";
import {
  parseTraceQuery,
  QUERY_KEYS,
  type QueryTerm,
  type TraceQuery,
} from "@/lib/domain/trace-query";
import { AppError } from "@/lib/errors";
import { isoTime, parseInput } from "@/lib/parse-input";
import { NEWEST_FIRST, TRACE_SORT_KEYS, type TraceSort } from "@/lib/store/trace-cursor";

/** `duration` is ascending, `-duration` descending. */
const sort = z.string().transform((text, context): TraceSort => {
  const key = TRACE_SORT_KEYS.find((known) => known === text.replace(/^-/, ""));
  if (key !== undefined) return { key, isDescending: text.startsWith("-") };
  context.addIssue({
    code: "custom",
    message: `one of ${TRACE_SORT_KEYS.join(", ")}, with "-" for descending`,
  });
  return z.NEVER;
});

const query = z
  .string()
  .max(4_000)
  .transform((text, context): TraceQuery => {
    const { query: read, faults } = parseTraceQuery(text);
    for (const { part, message } of faults) {
      context.addIssue({ code: "custom", message: `"${part}": ${message}` });
    }
    return faults.length === 0 ? read : z.NEVER;
  });

const fields = z.object({
  from: isoTime.optional(),
  to: isoTime.optional(),
  range: z.enum(RANGES).optional(),
  q: query.optional(),
  sort: sort.optional(),
  cursor: z.string().min(1).max(4_000).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  include: z.literal("scores").optional(),
});
const params = fields.refine(({ from, to }) => !from || !to || from < to, {
  path: ["to"],
  message: "must be after from",
});

/** What a list of traces is asked for. */
export type TraceListParams = {
  readonly window: TimeWindow;
  readonly query: TraceQuery;
  readonly sort: TraceSort;
  readonly cursor: string | null;
  readonly limit: number;
  /** Whether each trace is to come with what is said of it. */
  readonly withScores: boolean;
};

/**
 * Reads a list's query string: newest first, 100 to a page. Without `from`, `to` and `range` the
 * window is `whole`; one end alone leaves the other at that window's. Beside `q`, every field of
 * the query language is a parameter too (`feature=checkout`, `duration=>2s`).
 *
 * @throws AppError `invalid_input` naming each parameter, and each part of `q`, that does not fit
 */
export function parseTraceListParams(
  search: URLSearchParams,
  whole: TimeWindow,
  now: Date,
): TraceListParams {
  // A form sends an empty field as an empty text, which asks for nothing.
  const given = Object.fromEntries([...search].filter(([, value]) => value !== ""));
  const { from, to, range, q, sort: order, cursor, limit, include } = parseInput(params, given);
  const relative = range === undefined ? whole : windowOfRange(range, now);
  return {
    window: { from: from ?? relative.from, to: to ?? relative.to },
    query: { terms: [...(q?.terms ?? []), ...filterTerms(given)] },
    sort: order ?? NEWEST_FIRST,
    cursor: cursor ?? null,
    limit,
    withScores: include === "scores",
  };
}

/** All the time there is. */
export const EVER: TimeWindow = { from: new Date(0), to: new Date("9999-12-31T00:00:00Z") };

function filterTerms(given: Readonly<Record<string, string>>): readonly QueryTerm[] {
  return Object.entries(given)
    .filter(([name]) => !Object.hasOwn(fields.shape, name))
    .flatMap(([name, text]) => filterTerm(name === "environment" ? "env" : name, text));
}

/** Text is taken as it stands; numbers, scores and properties are written as in the query language. */
function filterTerm(name: string, text: string): readonly QueryTerm[] {
  const values = [{ text, isQuoted: true }];
  for (const type of ["segment", "envelope"] as const) {
    if (!name.startsWith(`${type}.`)) continue;
    return [{ type, key: name.slice(type.length + 1), values, isNegated: false }];
  }
  if (name.startsWith("score.")) return [scoreTerm(name, text)];
  if (isTextField(name) && name !== "verdict") {
    return [{ type: "value", field: name, values, isNegated: false }];
  }
  const { query: read, faults } = parseTraceQuery(`${name}:${text}`);
  if (!QUERY_KEYS.includes(name) || faults.length > 0) {
    throw refusal(
      name,
      faults.map((fault) => fault.message),
    );
  }
  return read.terms;
}

function scoreTerm(name: string, text: string): QueryTerm {
  const value = { text, isQuoted: false };
  if (readScoreCriterion(value) === null) {
    throw refusal(name, ["takes a number such as >0.5, good, bad, or a label"]);
  }
  return { type: "score", key: name.slice("score.".length), values: [value], isNegated: false };
}

const refusal = (name: string, messages: readonly string[]) =>
  new AppError("invalid_input", `${name}: ${messages.join("; ")}`, { [name]: messages });
