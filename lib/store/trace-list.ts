import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import { EMPTY_QUERY, type TraceQuery } from "@/lib/domain/trace-query";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { loadScores, type StoredScore } from "./scores";
import { loadCondition } from "./trace-condition";
import {
  decodeCursor,
  encodeCursor,
  NEWEST_FIRST,
  orderOf,
  sideCondition,
  sortValueOf,
  type TraceCursor,
  type TraceSort,
} from "./trace-cursor";
import { LIST_COLUMNS, listRow, type TraceListRow } from "./trace-list-row";

/** Which traces, and which part of their list. */
export type TracePageRequest = {
  /** By the trace's start. */
  readonly window: TimeWindow;
  readonly query?: TraceQuery;
  readonly sort?: TraceSort;
  /** As a page gave it out. */
  readonly cursor?: string | null;
  readonly limit: number;
};

export type TracePage = {
  /** In the order asked for. */
  readonly rows: readonly TraceListRow[];
  /** Null at either end of the list. */
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
};

/**
 * One page of a project's traces.
 *
 * @throws AppError `invalid_input` when the cursor is not one of this list
 */
export async function loadTracePage(
  db: Database,
  projectId: number,
  { window, query = EMPTY_QUERY, sort = NEWEST_FIRST, cursor = null, limit }: TracePageRequest,
): Promise<TracePage> {
  const from = cursor === null ? null : decodeCursor(cursor, sort);
  const side = from?.side ?? "after";
  const found = await db.$queryRaw`
    select ${LIST_COLUMNS}, ${sortValueOf(sort.key)} as sort_value
    from trace
    where ${await loadCondition(db, projectId, window, query)}
      and ${from === null ? Prisma.sql`true` : sideCondition(from)}
    order by ${orderOf(sort, side)}
    limit ${limit + 1}`;
  const read = z.array(pageRow).parse(found);
  const hasMore = read.length > limit;
  const rows = read.slice(0, limit);
  if (side === "before") rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const isThereNext = side === "before" ? from !== null : hasMore;
  const isTherePrevious = side === "before" ? hasMore : from !== null;
  return {
    rows: rows.map((row) => row.trace),
    nextCursor: isThereNext && last ? cursorAt(last, sort, "after") : null,
    previousCursor: isTherePrevious && first ? cursorAt(first, sort, "before") : null,
  };
}

const pageRow = z
  .looseObject({ sort_value: z.string().nullable() })
  .transform((row) => ({ sortValue: row.sort_value, trace: listRow.parse(row) }));

function cursorAt(
  row: z.output<typeof pageRow>,
  sort: TraceSort,
  side: TraceCursor["side"],
): string {
  return encodeCursor({ sort, side, value: row.sortValue, traceId: row.trace.traceId });
}

const STREAM_PAGE = 1_000;

/** All traces of a list with what is said of each, page by page so that any number of them fits. */
export async function* streamTraces(
  db: Database,
  projectId: number,
  request: Omit<TracePageRequest, "cursor" | "limit">,
): AsyncGenerator<ScoredTrace> {
  let cursor: string | null = null;
  do {
    const asked = { ...request, cursor, limit: STREAM_PAGE };
    const page: TracePage = await loadTracePage(db, projectId, asked);
    yield* await withScores(db, projectId, page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
}

/** A trace and what is said of it and of its spans, oldest first. */
export type ScoredTrace = TraceListRow & { readonly scores: readonly StoredScore[] };

/** Traces of a project with their scores, in the same order. */
export async function withScores(
  db: Database,
  projectId: number,
  traces: readonly TraceListRow[],
): Promise<ScoredTrace[]> {
  const traceIds = traces.map(({ traceId }) => traceId);
  const byTrace = new Map<string, StoredScore[]>();
  for (const score of await loadScores(db, projectId, traceIds)) {
    const known = byTrace.get(score.traceId);
    if (known) known.push(score);
    else byTrace.set(score.traceId, [score]);
  }
  return traces.map((trace) => ({ ...trace, scores: byTrace.get(trace.traceId) ?? [] }));
}

/** When a project's first and latest traces started; null when it has none. */
export async function loadTraceExtent(
  db: Database,
  projectId: number,
): Promise<{ readonly first: Date; readonly last: Date } | null> {
  const found = await db.$queryRaw`
    select min(started_at) as first, max(started_at) as last
    from trace where project_id = ${projectId}`;
  const [extent] = z
    .array(z.object({ first: z.date().nullable(), last: z.date().nullable() }))
    .parse(found);
  return extent?.first && extent.last ? { first: extent.first, last: extent.last } : null;
}
