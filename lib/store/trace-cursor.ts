import { z } from "zod";
import { AppError } from "@/lib/errors";
import { Prisma } from "./generated/client";

/** What a list of traces can be sorted by. */
export const TRACE_SORT_KEYS = ["time", "duration", "tokens", "cost", "spans", "name"] as const;
export type TraceSortKey = (typeof TRACE_SORT_KEYS)[number];

/** Traces that do not say what is sorted by come last, whichever way. */
export type TraceSort = { readonly key: TraceSortKey; readonly isDescending: boolean };
export const NEWEST_FIRST: TraceSort = { key: "time", isDescending: true };

/** Where a page begins: next to this trace, which is not on it, and on which side of it. */
export type TraceCursor = {
  readonly sort: TraceSort;
  readonly side: "after" | "before";
  /** The trace's value of the sort column, as text; null when it has none. */
  readonly value: string | null;
  readonly traceId: string;
};

type SortColumn = { column: Prisma.Sql; cast: Prisma.Sql; isNullable: boolean };

const COLUMNS: Record<TraceSortKey, SortColumn> = {
  time: column(Prisma.sql`trace.started_at`, Prisma.sql`timestamptz`),
  duration: column(Prisma.sql`trace.duration_ms`, Prisma.sql`float8`),
  tokens: column(Prisma.sql`trace.total_tokens`, Prisma.sql`bigint`, true),
  cost: column(Prisma.sql`trace.cost_usd`, Prisma.sql`float8`, true),
  spans: column(Prisma.sql`trace.span_count`, Prisma.sql`integer`),
  name: column(Prisma.sql`trace.name`, Prisma.sql`text`),
};

function column(sql: Prisma.Sql, cast: Prisma.Sql, isNullable = false): SortColumn {
  return { column: sql, cast, isNullable };
}

/** The sort column as text that a cursor can hold without losing a digit. */
export function sortValueOf(key: TraceSortKey): Prisma.Sql {
  const { column: sql } = COLUMNS[key];
  // Written in UTC whatever the server's zone, so that a cursor means the same everywhere.
  return key === "time"
    ? Prisma.sql`to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
    : Prisma.sql`${sql}::text`;
}

/** How to order for reading away from a cursor: pages before one are read backwards. */
export function orderOf(sort: TraceSort, side: TraceCursor["side"]): Prisma.Sql {
  const { column: sql, isNullable } = COLUMNS[sort.key];
  const isDescending = sort.isDescending === (side === "after");
  const direction = isDescending ? Prisma.sql`desc` : Prisma.sql`asc`;
  if (!isNullable) return Prisma.sql`${sql} ${direction}, trace.trace_id ${direction}`;
  const nulls = side === "after" ? Prisma.sql`nulls last` : Prisma.sql`nulls first`;
  return Prisma.sql`${sql} ${direction} ${nulls}, trace.trace_id ${direction}`;
}

/** Holds for the traces on the cursor's side of its trace. */
export function sideCondition({ sort, side, value, traceId }: TraceCursor): Prisma.Sql {
  const { column: sql, cast, isNullable } = COLUMNS[sort.key];
  const sign = sort.isDescending === (side === "after") ? Prisma.sql`<` : Prisma.sql`>`;
  if (value === null) {
    const sameNull = Prisma.sql`(${sql} is null and trace.trace_id ${sign} ${traceId})`;
    return side === "after" ? sameNull : Prisma.sql`(${sql} is not null or ${sameNull})`;
  }
  const beyond = Prisma.sql`(${sql}, trace.trace_id) ${sign} (${value}::text::${cast}, ${traceId})`;
  return isNullable && side === "after" ? Prisma.sql`(${beyond} or ${sql} is null)` : beyond;
}

const cursorShape = z.tuple([
  z.enum(TRACE_SORT_KEYS),
  z.boolean(),
  z.enum(["after", "before"]),
  z.string().nullable(),
  z.string(),
]);

/** A cursor as an opaque text for addresses. */
export function encodeCursor({ sort, side, value, traceId }: TraceCursor): string {
  const parts: z.input<typeof cursorShape> = [sort.key, sort.isDescending, side, value, traceId];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/**
 * Reads a cursor back.
 *
 * @throws AppError `invalid_input` when the text is no cursor, or one of a list sorted otherwise
 */
export function decodeCursor(text: string, sort: TraceSort): TraceCursor {
  const cursor = findCursor(text, sort);
  if (cursor) return cursor;
  const message = "The cursor does not belong to this list; start again without it.";
  throw new AppError("invalid_input", message, { cursor: [message] });
}

/** The cursor in a text, or undefined when it holds none of a list sorted so. */
export function findCursor(text: string, sort: TraceSort): TraceCursor | undefined {
  const cursor = readCursor(text);
  const isOfList = cursor?.sort.key === sort.key && cursor.sort.isDescending === sort.isDescending;
  return isOfList ? cursor : undefined;
}

function readCursor(text: string): TraceCursor | undefined {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) return undefined;
  const [key, isDescending, side, value, traceId] = parsed.data;
  if (!isValueOf(key, value) || traceId.includes("\0")) return undefined;
  return { sort: { key, isDescending }, side, value, traceId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Cursors come from addresses, which anybody can type: what the database could not read is refused. */
function isValueOf(key: TraceSortKey, value: string | null): boolean {
  if (value === null) return COLUMNS[key].isNullable;
  if (key === "name") return !value.includes("\0");
  if (key === "time")
    return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
  if (key === "spans") return /^\d{1,9}$/.test(value);
  if (key === "tokens") return /^\d{1,18}$/.test(value);
  return /^\d+(\.\d+)?(e[+-]?\d{1,2})?$/.test(value);
}
