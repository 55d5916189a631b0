import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { LIST_COLUMNS, listRow, type TraceListRow } from "./trace-list-row";

/** One conversation: the traces that share a session id. Sums are null when no trace says. */
export type SessionListRow = {
  readonly sessionId: string;
  readonly traces: number;
  readonly errors: number;
  readonly firstAt: Date;
  /** Start of its latest trace. */
  readonly lastAt: Date;
  readonly totalTokens: number | null;
  readonly costUsd: number | null;
  /** Distinct, in alphabetical order. */
  readonly users: readonly string[];
  readonly features: readonly string[];
  /** What opened the conversation. */
  readonly firstInput: string | null;
};

export type SessionPage = {
  /** Latest activity first. */
  readonly rows: readonly SessionListRow[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
};

type SessionPageRequest = {
  /** Part of a session id, user or opening input, in any case. */
  readonly search?: string;
  readonly cursor?: string | null;
  readonly limit: number;
};

type Cursor = {
  readonly side: "after" | "before";
  readonly at: string;
  readonly sessionId: string;
};

/**
 * One page of a project's sessions.
 *
 * @throws AppError `invalid_input` when the cursor is not one of this list
 */
export async function loadSessionPage(
  db: Database,
  projectId: number,
  { search = "", cursor = null, limit }: SessionPageRequest,
): Promise<SessionPage> {
  const from = cursor === null ? null : decodeCursor(cursor);
  const isBackwards = from?.side === "before";
  const direction = isBackwards ? Prisma.sql`asc` : Prisma.sql`desc`;
  const found = await db.$queryRaw`
    select session_id, count(*)::int as traces,
      (count(*) filter (where status = 'error'))::int as errors,
      min(started_at) as first_at, max(started_at) as last_at,
      sum(total_tokens)::float8 as total_tokens, sum(cost_usd) as cost_usd,
      coalesce(array_agg(distinct user_id) filter (where user_id is not null), '{}') as users,
      coalesce(array_agg(distinct feature) filter (where feature is not null), '{}') as features
    from trace
    where project_id = ${projectId} and session_id is not null and ${matching(projectId, search)}
    group by session_id
    having ${from === null ? Prisma.sql`true` : beyond(from)}
    order by max(started_at) ${direction}, session_id ${direction}
    limit ${limit + 1}`;
  const read = z.array(sessionRow).parse(found);
  const page = read.slice(0, limit);
  if (isBackwards) page.reverse();
  const inputs = await loadFirstInputs(db, projectId, page);
  const rows = page.map((row) => ({ ...row, firstInput: inputs.get(row.sessionId) ?? null }));
  return { rows, ...cursorsOf(rows, from, read.length > limit) };
}

/** What opened each session: the input of its first trace, of several at one moment the first by id. */
async function loadFirstInputs(
  db: Database,
  projectId: number,
  sessions: readonly z.output<typeof sessionRow>[],
): Promise<ReadonlyMap<string, string | null>> {
  // A second statement, not a lateral join: spread over several nodes, traces cannot be joined so.
  const found = await db.$queryRaw`
    select distinct on (session_id) session_id, input_preview
    from trace
    where project_id = ${projectId}
      and session_id = any(${sessions.map((row) => row.sessionId)}::text[])
      and started_at = any(${sessions.map((row) => row.firstAt)}::timestamptz[])
    order by session_id, started_at, trace_id`;
  const rows = z.array(openingRow).parse(found);
  return new Map(rows.map((row) => [row.session_id, row.input_preview]));
}

const openingRow = z.object({ session_id: z.string(), input_preview: z.string().nullable() });

function cursorsOf(rows: readonly SessionListRow[], from: Cursor | null, hasMore: boolean) {
  const [first, last] = [rows[0], rows.at(-1)];
  const isThereNext = from?.side === "before" || hasMore;
  const isTherePrevious = from?.side === "before" ? hasMore : from !== null;
  return {
    nextCursor: isThereNext && last ? encodeCursor(last, "after") : null,
    previousCursor: isTherePrevious && first ? encodeCursor(first, "before") : null,
  };
}

const beyond = ({ side, at, sessionId }: Cursor) =>
  Prisma.sql`(max(started_at), session_id)
    ${side === "after" ? Prisma.sql`<` : Prisma.sql`>`} (${at}::text::timestamptz, ${sessionId})`;

/** A session is found by any of its traces, and then counted with all of them. */
function matching(projectId: number, search: string): Prisma.Sql {
  const trimmed = search.trim().replaceAll("\0", "");
  if (trimmed === "") return Prisma.sql`true`;
  const pattern = `%${trimmed.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`session_id in (
    select session_id from trace
    where project_id = ${projectId} and session_id is not null
      and (session_id ilike ${pattern} or user_id ilike ${pattern} or input_preview ilike ${pattern}))`;
}

const sessionRow = z
  .object({
    session_id: z.string(),
    traces: z.number(),
    errors: z.number(),
    first_at: z.date(),
    last_at: z.date(),
    total_tokens: z.number().nullable(),
    cost_usd: z.number().nullable(),
    users: z.array(z.string()),
    features: z.array(z.string()),
  })
  .transform((row) => ({
    sessionId: row.session_id,
    traces: row.traces,
    errors: row.errors,
    firstAt: row.first_at,
    lastAt: row.last_at,
    totalTokens: row.total_tokens,
    costUsd: row.cost_usd,
    users: row.users,
    features: row.features,
  }));

const cursorShape = z.tuple([z.enum(["after", "before"]), z.iso.datetime(), z.string()]);

function encodeCursor(row: SessionListRow, side: Cursor["side"]): string {
  const parts: z.input<typeof cursorShape> = [side, row.lastAt.toISOString(), row.sessionId];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function decodeCursor(text: string): Cursor {
  const cursor = findSessionCursor(text);
  if (cursor) return cursor;
  const message = "The cursor does not belong to this list; start again without it.";
  throw new AppError("invalid_input", message, { cursor: [message] });
}

/** The cursor in a text, or undefined when it holds none. */
export function findSessionCursor(text: string): Cursor | undefined {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success || parsed.data[2].includes("\0")) return undefined;
  const [side, at, sessionId] = parsed.data;
  return { side, at, sessionId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** More turns than a reader scrolls through on one page. */
const MAX_TURNS = 500;

/** The traces of a conversation in order, at most its first 500, and how many there are; none when unknown. */
export async function loadSessionTraces(
  db: Database,
  projectId: number,
  sessionId: string,
): Promise<{ readonly traces: readonly TraceListRow[]; readonly count: number }> {
  if (sessionId.includes("\0")) return { traces: [], count: 0 };
  const [found, count] = await Promise.all([
    db.$queryRaw`
      select ${LIST_COLUMNS} from trace
      where project_id = ${projectId} and session_id = ${sessionId}
      order by trace.started_at, trace.trace_id
      limit ${MAX_TURNS}`,
    db.trace.count({ where: { projectId, sessionId } }),
  ]);
  return { traces: z.array(listRow).parse(found), count };
}
