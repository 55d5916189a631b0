import { z } from "zod";
import { mergeReasons, type ReasonCount } from "@/lib/domain/ingest-reasons";
import type { TimeWindow } from "@/lib/domain/time-window";
import { AppError } from "@/lib/errors";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import type { IngestCounts } from "./ingest-ledger";
import { reasonCounts } from "./ingest-ledger-reasons";
import { COUNT_SUMS, countsRow, ledgerOf } from "./ingest-ledger-sums";

/** What arrived with one key in one hour. */
export type IngestHourRow = IngestCounts & {
  /** Start of the hour, in UTC. */
  readonly hour: Date;
  readonly keyId: number;
  /** Null when the key is gone. */
  readonly keyName: string | null;
  readonly keyPrefix: string | null;
  /** Costliest first. */
  readonly reasons: readonly ReasonCount[];
};

export type IngestHourPage = {
  /** Latest hour first, and in it the newest key. */
  readonly rows: readonly IngestHourRow[];
  readonly nextCursor: string | null;
  readonly previousCursor: string | null;
};

type IngestHoursRequest = {
  readonly window: TimeWindow;
  readonly cursor: string | null;
  readonly limit: number;
};

type Cursor = {
  readonly side: "after" | "before";
  readonly hour: string;
  readonly keyId: number;
};

/**
 * One page of what arrived, by hour and key.
 *
 * @throws AppError `invalid_input` when the cursor is not one of this list
 */
export async function loadIngestHours(
  db: Database,
  projectId: number,
  { window, cursor, limit }: IngestHoursRequest,
): Promise<IngestHourPage> {
  const from = cursor === null ? null : decodeCursor(cursor);
  const isBackwards = from?.side === "before";
  const direction = isBackwards ? Prisma.sql`asc` : Prisma.sql`desc`;
  const found = await db.$queryRaw`
    select page.*, api_key.name as "keyName", api_key.prefix as "keyPrefix" from (
      select hour, key_id as "keyId", ${COUNT_SUMS},
        coalesce(jsonb_agg(reasons) filter (where reasons <> '[]'), '[]') as reasons
      from ${ledgerOf(projectId, window)} as ledger
      where ${from === null ? Prisma.sql`true` : beyond(from)}
      group by hour, key_id
      order by hour ${direction}, key_id ${direction}
      limit ${limit + 1}
    ) page
    left join api_key on api_key.id = page."keyId" and api_key.project_id = ${projectId}
    order by hour ${direction}, "keyId" ${direction}`;
  const read = z.array(hourRow).parse(found);
  const rows = read.slice(0, limit);
  if (isBackwards) rows.reverse();
  return { rows, ...cursorsOf(rows, from, read.length > limit) };
}

const hourRow = countsRow
  .extend({
    hour: z.date(),
    keyId: z.int(),
    keyName: z.string().nullable(),
    keyPrefix: z.string().nullable(),
    reasons: z.array(reasonCounts),
  })
  .transform(({ reasons, ...row }) => ({ ...row, reasons: mergeReasons(reasons.flat()) }));

function cursorsOf(rows: readonly IngestHourRow[], from: Cursor | null, hasMore: boolean) {
  const [first, last] = [rows[0], rows.at(-1)];
  const isThereNext = from?.side === "before" || hasMore;
  const isTherePrevious = from?.side === "before" ? hasMore : from !== null;
  return {
    nextCursor: isThereNext && last ? encodeCursor(last, "after") : null,
    previousCursor: isTherePrevious && first ? encodeCursor(first, "before") : null,
  };
}

const beyond = ({ side, hour, keyId }: Cursor) =>
  Prisma.sql`(hour, key_id)
    ${side === "after" ? Prisma.sql`<` : Prisma.sql`>`} (${hour}::text::timestamptz, ${keyId}::integer)`;

const cursorShape = z.tuple([
  z.enum(["after", "before"]),
  z.iso.datetime(),
  z.int32().nonnegative(),
]);

function encodeCursor(row: IngestHourRow, side: Cursor["side"]): string {
  const parts: z.input<typeof cursorShape> = [side, row.hour.toISOString(), row.keyId];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function decodeCursor(text: string): Cursor {
  const cursor = findIngestCursor(text);
  if (cursor) return cursor;
  const message = "The cursor does not belong to this list; start again without it.";
  throw new AppError("invalid_input", message, { cursor: [message] });
}

/** The cursor in a text, or undefined when it holds none. */
export function findIngestCursor(text: string): Cursor | undefined {
  const parsed = cursorShape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) return undefined;
  const [side, hour, keyId] = parsed.data;
  return { side, hour, keyId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
