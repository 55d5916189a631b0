import {
  DEFAULT_RANGE,
  RANGES,
  type Range,
  type TimeWindow,
  windowOfRange,
} from "@/lib/domain/time-window";
import { parseTraceQuery, type QueryFault, type TraceQuery } from "@/lib/domain/trace-query";
import {
  findCursor,
  NEWEST_FIRST,
  TRACE_SORT_KEYS,
  type TraceSort,
} from "@/lib/store/trace-cursor";
import { type ColumnId, columnsWith, DEFAULT_COLUMNS, scoreNameOf } from "./columns";

/** What the reader asks the list for, as far as the address can be understood. */
export type ListRequest = {
  /** Null for a window with ends of its own. */
  readonly range: Range | null;
  readonly window: TimeWindow;
  /** Where a picture of the window ends: now, for a range that lets in clocks ahead of ours. */
  readonly shownUntil: Date;
  /** The query as typed. */
  readonly q: string;
  readonly query: TraceQuery;
  readonly queryFaults: readonly QueryFault[];
  readonly sort: TraceSort;
  readonly cursor: string | null;
  readonly columns: readonly ColumnId[];
  /** When live following was switched on; null when it is off. */
  readonly liveSince: Date | null;
  /** What else of the address is not understood and was left aside, in words. */
  readonly leftAside: readonly string[];
};

const MAX_QUERY_LENGTH = 4_000;

/** Reads the list's address. Never throws: links get cut and mistyped, and still should open. */
export function readListRequest(search: string, now: Date): ListRequest {
  const params = new URLSearchParams(search);
  const leftAside: string[] = [];
  const read = <Value>(name: string, parse: (text: string) => Value | undefined) => {
    const text = params.get(name);
    if (text === null || text === "") return undefined;
    const value = parse(text);
    if (value === undefined) leftAside.push(`${name}=${text.slice(0, 80)}`);
    return value;
  };

  const q = (params.get("q") ?? "").slice(0, MAX_QUERY_LENGTH);
  const { query, faults } = parseTraceQuery(q);
  const range = read("range", (text) => RANGES.find((known) => known === text));
  const from = read("from", parseTime);
  const to = read("to", parseTime);
  const sort = read("sort", parseSort) ?? NEWEST_FIRST;
  const custom = customWindow(from, to, now);
  if (from && to && custom === undefined) leftAside.push("to is not after from");
  return {
    ...(custom ?? rangeWindow(range ?? DEFAULT_RANGE, now)),
    q,
    query,
    queryFaults: faults,
    sort,
    cursor: read("cursor", (text) => (findCursor(text, sort) ? text : undefined)) ?? null,
    columns: read("cols", parseColumns) ?? DEFAULT_COLUMNS,
    liveSince: read("live", parseTime) ?? null,
    leftAside,
  };
}

type AskedWindow = Pick<ListRequest, "range" | "window" | "shownUntil">;

function rangeWindow(range: Range, now: Date): AskedWindow {
  return { range, window: windowOfRange(range, now), shownUntil: now };
}

function customWindow(
  from: Date | undefined,
  to: Date | undefined,
  now: Date,
): AskedWindow | undefined {
  if (!from && !to) return undefined;
  const end = to ?? windowOfRange(DEFAULT_RANGE, now).to;
  const start = from ?? windowOfRange(DEFAULT_RANGE, to ?? now).from;
  if (start >= end) return undefined;
  return { range: null, window: { from: start, to: end }, shownUntil: to ?? now };
}

function parseTime(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function parseSort(text: string): TraceSort | undefined {
  const key = TRACE_SORT_KEYS.find((known) => known === text.replace(/^-/, ""));
  return key && { key, isDescending: text.startsWith("-") };
}

/** More columns of scores than this are an accident. */
const MAX_SCORE_COLUMNS = 20;

function parseColumns(text: string): ColumnId[] | undefined {
  const asked = new Set(text.split(","));
  const names = [...asked].flatMap((id) => scoreNameOf(id) ?? []).slice(0, MAX_SCORE_COLUMNS);
  const columns = columnsWith(names)
    .map(({ id }) => id)
    .filter((id) => asked.has(id) || scoreNameOf(id) !== null);
  return columns.length === 0 ? undefined : columns;
}
