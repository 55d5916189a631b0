import { z } from "zod";
import { mergeReasons, type ReasonCount } from "@/lib/domain/ingest-reasons";
import { barStarts, type TimeWindow } from "@/lib/domain/time-window";
import type { Database } from "./database";
import { Prisma } from "./generated/client";
import { hourOf, type IngestCounts } from "./ingest-ledger";
import { reasonCounts } from "./ingest-ledger-reasons";

/** What arrived in one bar's time. */
export type IngestBar = IngestCounts & { readonly at: Date };

/**
 * The ledger of a project as one table: hours that are folded and entries that are not yet. The
 * ledger knows no finer time, so every hour that touches the window is in it as a whole.
 */
export function ledgerOf(projectId: number, window: TimeWindow): Prisma.Sql {
  const condition = Prisma.sql`
    project_id = ${projectId} and hour >= ${hourOf(window.from)} and hour < ${window.to}`;
  const columns = Prisma.sql`
    key_id, hour, requests, refused, received, stored, duplicate, rejected, late, bytes,
    wire_bytes, stored_bytes, reasons`;
  return Prisma.sql`(
    select ${columns} from ingest_hour where ${condition}
    union all
    select ${columns} from ingest_entry where ${condition}
  )`;
}

/** Sums of every count over a group of the ledger's rows; see `countsRow`. */
export const COUNT_SUMS = Prisma.sql`
  coalesce(sum(requests), 0)::float8 as requests, coalesce(sum(refused), 0)::float8 as refused,
  coalesce(sum(received), 0)::float8 as received, coalesce(sum(stored), 0)::float8 as stored,
  coalesce(sum(duplicate), 0)::float8 as duplicate,
  coalesce(sum(rejected), 0)::float8 as rejected, coalesce(sum(late), 0)::float8 as late,
  coalesce(sum(bytes), 0)::float8 as bytes, coalesce(sum(wire_bytes), 0)::float8 as "wireBytes",
  coalesce(sum(stored_bytes), 0)::float8 as "storedBytes"`;

const countFields = {
  requests: z.number(),
  refused: z.number(),
  received: z.number(),
  stored: z.number(),
  duplicate: z.number(),
  rejected: z.number(),
  late: z.number(),
  bytes: z.number(),
  wireBytes: z.number(),
  storedBytes: z.number(),
};
/** The columns of `COUNT_SUMS`. */
export const countsRow = z.object(countFields);

const NOTHING: IngestCounts = countsRow.parse(
  Object.fromEntries(Object.keys(countFields).map((name) => [name, 0])),
);

/** Everything that arrived in a window; without one, ever. */
export async function loadIngestTotals(
  db: Database,
  projectId: number,
  window: TimeWindow = { from: new Date(0), to: new Date("9999-12-31T00:00:00Z") },
): Promise<IngestCounts> {
  const [totals] = z
    .array(countsRow)
    .parse(await db.$queryRaw`select ${COUNT_SUMS} from ${ledgerOf(projectId, window)} as ledger`);
  return totals ?? NOTHING;
}

/**
 * Every bar that touches the window, in order, those without requests included.
 *
 * @param widthMs whole hours, which is as fine as the ledger is
 */
export async function loadIngestBars(
  db: Database,
  projectId: number,
  { window, widthMs }: { readonly window: TimeWindow; readonly widthMs: number },
): Promise<IngestBar[]> {
  const rows = z.array(countsRow.extend({ bar: z.number() })).parse(
    await db.$queryRaw`
      select floor(extract(epoch from hour) * 1000 / ${widthMs}::float8)::float8 as bar,
        ${COUNT_SUMS}
      from ${ledgerOf(projectId, window)} as ledger
      group by 1`,
  );
  const byStart = new Map(rows.map(({ bar, ...counts }) => [bar * widthMs, counts]));
  return barStarts(window, widthMs).map((at) => ({
    ...(byStart.get(at.getTime()) ?? NOTHING),
    at,
  }));
}

/** Why spans and requests were not kept, costliest first; the rest beyond 50 reasons as one. */
export async function loadIngestReasons(
  db: Database,
  projectId: number,
  window: TimeWindow,
): Promise<ReasonCount[]> {
  const found = await db.$queryRaw`
    select reason, sum(spans)::float8 as spans, sum(one.requests)::float8 as requests,
      min(sample) as sample
    from ${ledgerOf(projectId, window)} as ledger
    cross join lateral jsonb_to_recordset(reasons)
      as one (reason text, spans bigint, requests bigint, sample text)
    group by reason`;
  return mergeReasons(reasonCounts.parse(found));
}
