import { z } from "zod";
import { type AnalysisScope, isScopeName, segmentOf } from "@/lib/domain/analysis-scope";
import {
  DEFAULT_RANGE,
  RANGES,
  type Range,
  type TimeWindow,
  windowOfRange,
} from "@/lib/domain/time-window";
import { AppError } from "@/lib/errors";
import { isoTime, parseInput } from "@/lib/parse-input";

/** Reads one analysis's query string. */
export type AnalysisParams<Params extends AnalysisScope> = {
  /** @throws AppError `invalid_input` naming each parameter that does not fit */
  parse(search: URLSearchParams, now: Date): Params;
};

const MAX_WINDOW_DAYS = 3_660;
const MS_PER_DAY = 86_400_000;

// Traces keep this much of a name, so longer text could match nothing.
const name = z.string().max(600);
const shared = {
  from: isoTime.optional(),
  to: isoTime.optional(),
  range: z.enum(RANGES).optional(),
  feature: name.optional(),
  environment: name.optional(),
  tenant: name.optional(),
  segments: z.record(z.string(), name),
};

/**
 * The parameters that every analysis takes (`from`, `to`, `range`, `feature`, `environment`,
 * `tenant`, `segment.<key>`) and `own`, each with a default. Without a time the window is the last
 * 30 days. An empty parameter asks for nothing; an unknown or repeated one is refused.
 */
export function analysisParams<Own extends z.ZodRawShape>(
  own: Own,
): AnalysisParams<AnalysisScope & z.output<z.ZodObject<Own>>> {
  const scopeSchema = z.object(shared);
  const ownSchema = z.object(own);
  const known = z.object({ ...shared, ...own });
  return {
    parse(search, now) {
      const given = gather(search, new Set(Object.keys(own)));
      // Read as one, so that every fault is named at once; the parts then cannot fail.
      parseInput(known, given);
      const { from, to, range, ...filter } = scopeSchema.parse(given);
      return {
        ...ownSchema.parse(given),
        ...askedWindow(from, to, range, now),
        feature: filter.feature ?? null,
        environment: filter.environment ?? null,
        tenant: filter.tenant ?? null,
        segments: filter.segments,
      };
    },
  };
}

/** Names and texts that are given, with the segments in a record of their own. */
function gather(search: URLSearchParams, own: ReadonlySet<string>): Record<string, unknown> {
  const given = new Map<string, string>();
  const segments = new Map<string, string>();
  for (const [name, value] of search) {
    checkName(name, own);
    if (search.getAll(name).length > 1) throw fault(name, "may be given once only");
    if (value === "") continue;
    const segment = segmentOf(name);
    if (segment === undefined) given.set(name, value);
    else segments.set(segment, value);
  }
  return { ...Object.fromEntries(given), segments: Object.fromEntries(segments) };
}

function checkName(name: string, own: ReadonlySet<string>): void {
  const segment = segmentOf(name);
  // The second would get lost on the way through plain objects, and with it the filter.
  if (segment === "" || segment === "__proto__") throw fault(name, "names no segment");
  if (segment === undefined && !isScopeName(name) && !own.has(name)) {
    throw fault(name, "is no parameter of this analysis");
  }
}

function askedWindow(
  from: Date | undefined,
  to: Date | undefined,
  range: Range | undefined,
  now: Date,
): { readonly window: TimeWindow; readonly range: Range | null } {
  if (!from && !to) {
    const asked = range ?? DEFAULT_RANGE;
    return { range: asked, window: { from: windowOfRange(asked, now).from, to: now } };
  }
  if (range !== undefined) throw fault("range", "takes the place of from and to");
  const end = to ?? now;
  const start = from ?? windowOfRange(DEFAULT_RANGE, end).from;
  if (start >= end) throw fault(to ? "to" : "from", "the window ends before it begins");
  if (end.getTime() - start.getTime() > MAX_WINDOW_DAYS * MS_PER_DAY) {
    throw fault("from", `the window may be ${MAX_WINDOW_DAYS} days long at most`);
  }
  return { range: null, window: { from: start, to: end } };
}

function fault(name: string, message: string): AppError {
  return new AppError("invalid_input", `${name}: ${message}`, { [name]: [message] });
}
