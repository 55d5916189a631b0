import { z } from "zod";
import { mergeReasons } from "@/lib/domain/ingest-reasons";
import type { Database, Transaction } from "./database";
import { jsonText, reasonCounts } from "./ingest-ledger-reasons";

/** Bounds what one transaction holds in memory. */
const ENTRIES_AT_ONCE = 2_000;
/** Any number will do, as long as nothing else locks by it. */
const LOCK = 7_260_116;

/**
 * Folds the ledger's entries into their hours. Sums over both tables are the same before and after,
 * and nobody sees a state between. Does nothing while another process is at it.
 *
 * @returns how many entries were folded
 */
export async function compactIngestLedger(db: Database): Promise<number> {
  let folded = 0;
  for (;;) {
    const entries = await db.$transaction(foldSome);
    folded += entries;
    if (entries < ENTRIES_AT_ONCE) return folded;
  }
}

async function foldSome(tx: Transaction): Promise<number> {
  // Reasons are merged here and not by the database, so two at once would overwrite each other's.
  const [lock] = await tx.$queryRaw<{ isOurs: boolean }[]>`
    select pg_try_advisory_xact_lock(${LOCK}) as "isOurs"`;
  if (!lock?.isOurs) return 0;
  const hours = foldedHours.parse(await foldCounts(tx));
  for (const hour of hours) {
    if (hour.fresh !== null) await keepReasons(tx, hour, [...hour.known, ...hour.fresh.flat()]);
  }
  return hours.reduce((sum, { entries }) => sum + entries, 0);
}

const foldedHours = z.array(
  z.object({
    project_id: z.int(),
    key_id: z.int(),
    hour: z.date(),
    entries: z.int(),
    /** Null when no entry had any. */
    fresh: z.array(reasonCounts).nullable(),
    known: reasonCounts,
  }),
);
type FoldedHour = z.output<typeof foldedHours>[number];

function foldCounts(tx: Transaction): Promise<unknown> {
  return tx.$queryRaw`
    with taken as (
      delete from ingest_entry
      -- As an array it is looked for once; as a set, a plan may look for it again row by row.
      where id = any(array(
        select id from ingest_entry order by id limit ${ENTRIES_AT_ONCE} for update skip locked
      ))
      returning *
    ), fresh as (
      select project_id, key_id, hour, count(*)::integer as entries,
        jsonb_agg(reasons) filter (where reasons <> '[]') as fresh
      from taken
      group by project_id, key_id, hour
    ), folded as (
      insert into ingest_hour (
        project_id, key_id, hour, requests, refused, received, stored, duplicate, rejected, late,
        bytes, wire_bytes, stored_bytes, reasons
      )
      select project_id, key_id, hour, sum(requests), sum(refused), sum(received), sum(stored),
        sum(duplicate), sum(rejected), sum(late), sum(bytes), sum(wire_bytes), sum(stored_bytes),
        '[]'
      from taken
      group by project_id, key_id, hour
      on conflict (project_id, hour, key_id) do update set
        requests = ingest_hour.requests + excluded.requests,
        refused = ingest_hour.refused + excluded.refused,
        received = ingest_hour.received + excluded.received,
        stored = ingest_hour.stored + excluded.stored,
        duplicate = ingest_hour.duplicate + excluded.duplicate,
        rejected = ingest_hour.rejected + excluded.rejected,
        late = ingest_hour.late + excluded.late,
        bytes = ingest_hour.bytes + excluded.bytes,
        wire_bytes = ingest_hour.wire_bytes + excluded.wire_bytes,
        stored_bytes = ingest_hour.stored_bytes + excluded.stored_bytes
      returning project_id, key_id, hour, reasons as known
    )
    select * from fresh join folded using (project_id, key_id, hour)`;
}

async function keepReasons(
  tx: Transaction,
  { project_id, key_id, hour }: FoldedHour,
  reasons: z.output<typeof reasonCounts>,
): Promise<void> {
  await tx.$executeRaw`
    update ingest_hour set reasons = ${jsonText(mergeReasons(reasons))}::jsonb
    where project_id = ${project_id} and key_id = ${key_id} and hour = ${hour}`;
}
