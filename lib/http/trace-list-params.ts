import { z } from "zod";
import { parseTraceQuery, QUERY_KEYS } from "@/lib/domain/trace-query";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import type { TracePageRequest } from "@/lib/store/trace-list";

const moment = z.iso.datetime({ offset: true }).or(z.iso.date()).pipe(z.coerce.date());

const listParams = z.looseObject({
  from: moment.default(new Date(0)),
  to: moment.default(new Date("9999-12-31T00:00:00Z")),
  q: z.string().default(""),
  cursor: z.string().min(1).nullable().default(null),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const OWN_PARAMS = Object.keys(listParams.shape);

/**
 * What `GET /api/v1/traces` was asked: a window, the query language in `q`, and any field of that
 * language as a parameter of its own (`status=error`, `duration=>2s`).
 *
 * @throws AppError `invalid_input` naming the parameter that does not fit
 */
export function parseTraceListParams(search: URLSearchParams): TracePageRequest {
  const { from, to, q, cursor, limit } = parseInput(listParams, Object.fromEntries(search));
  const filters = [...search].filter(([name]) => !OWN_PARAMS.includes(name));
  const parts = [q, ...filters.map(([name, value]) => filterText(name, value))];
  const { query, faults } = parseTraceQuery(parts.join(" "));
  if (faults.length > 0) {
    const messages = faults.map((fault) => `${fault.part}: ${fault.message}`);
    throw new AppError("invalid_input", `The query is not understood: ${messages.join("; ")}`, {
      q: messages,
    });
  }
  return { window: { from, to }, query, cursor, limit };
}

function filterText(name: string, value: string): string {
  if (!QUERY_KEYS.includes(name) && !name.startsWith("segment.")) {
    throw new AppError("invalid_input", `There is no parameter "${name}"`, { [name]: ["unknown"] });
  }
  return /[\s"]/.test(value) ? `${name}:"${value.replaceAll('"', '\\"')}"` : `${name}:${value}`;
}
