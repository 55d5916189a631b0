import { z } from "zod";
import { DEFAULT_RANGE, RANGES, type TimeWindow, windowOfRange } from "@/lib/domain/time-window";
import { isTextField, type TextField } from "@/lib/domain/trace-fields";
import { parseTraceQuery, type QueryTerm, type TraceQuery } from "@/lib/domain/trace-query";
import { parseInput } from "@/lib/parse-input";
import { NEWEST_FIRST, TRACE_SORT_KEYS, type TraceSort } from "./trace-cursor";

const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => Number.isFinite(date.getTime()), "not a time");

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

const params = z
  .object({
    from: time.optional(),
    to: time.optional(),
    range: z.enum(RANGES).optional(),
    q: query.optional(),
    sort: sort.optional(),
    cursor: z.string().min(1).max(4_000).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  })
  .refine(({ from, to }) => !from || !to || from < to, {
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
};

/**
 * Reads a list's query string. The default is the last 30 days, newest first, 50 to a page; one
 * end of the window alone leaves the other at its default. Beside `q`, every field of the query is
 * a parameter too (`feature=checkout`), taken as it stands.
 *
 * @throws AppError `invalid_input` naming each parameter, and each part of `q`, that does not fit
 */
export function parseTraceListParams(search: URLSearchParams, now: Date): TraceListParams {
  // A form sends an empty field as an empty text, which asks for nothing.
  const given = Object.fromEntries([...search].filter(([, value]) => value !== ""));
  const { from, to, range, q, sort: order, cursor, limit } = parseInput(params, given);
  const relative = windowOfRange(range ?? DEFAULT_RANGE, now);
  const end = to ?? relative.to;
  const start = from ?? windowOfRange(range ?? DEFAULT_RANGE, end).from;
  return {
    window: from || to ? { from: start, to: end } : relative,
    query: { terms: [...(q?.terms ?? []), ...filterTerms(given)] },
    sort: order ?? NEWEST_FIRST,
    cursor: cursor ?? null,
    limit,
  };
}

function filterTerms(given: Readonly<Record<string, string>>): QueryTerm[] {
  return Object.entries(given).flatMap(([name, text]): QueryTerm[] => {
    const values = [{ text, isQuoted: true }];
    if (name.startsWith("segment.")) {
      return [{ type: "segment", key: name.slice("segment.".length), values, isNegated: false }];
    }
    const field = fieldNamed(name);
    return field === undefined ? [] : [{ type: "value", field, values, isNegated: false }];
  });
}

function fieldNamed(name: string): TextField | undefined {
  if (name === "environment") return "env";
  return isTextField(name) ? name : undefined;
}
