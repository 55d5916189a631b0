import { refreshStaleness } from "@/lib/analyses/eval-staleness/derive";
import { eraseContent } from "@/lib/store/content-erasure";
import { type Database, poolOf } from "@/lib/store/database";
import { purgeSessions } from "@/lib/store/person-sessions";
import { purgeGoneProjects } from "@/lib/store/project-deletion";
import { applyRetention, type RetentionRun } from "@/lib/store/retention";
import { purgeSignInAttempts } from "@/lib/store/sign-in-attempts";
import { ensureDaysAhead } from "@/lib/store/span-partitions";

/** Any number will do, as long as no other code locks it. */
const LOCK = 7_433_631;
const DAY_MS = 86_400_000;

/** What one run did. */
export type MaintenanceRun = RetentionRun & {
  /** Rows of projects that were deleted. */
  readonly purged: number;
};

export type MaintenanceSettings = {
  /** Days that projects keep traces which do not decide for themselves; null: for ever. */
  readonly retentionDays: number | null;
};

/**
 * Makes the partitions of the next days, removes what is left of deleted projects, applies retention
 * and, once a day, assesses eval suites. Of several servers on one database one does the removing.
 *
 * @returns null when another process is at it
 * @throws the signal's reason when it is told to stop, with some work left for the next run
 */
export async function maintain(
  db: Database,
  { retentionDays: serverDays }: MaintenanceSettings,
  now: Date,
  signal: AbortSignal = new AbortController().signal,
): Promise<MaintenanceRun | null> {
  const pool = poolOf(db);
  await ensureDaysAhead(pool, now);
  return alone(pool, async () => {
    const purged = await purgeGoneProjects(db, now, signal);
    await eraseContent(db, now, signal);
    await purgeSessions(db, now);
    await purgeSignInAttempts(db, new Date(now.getTime() - DAY_MS));
    const run = await applyRetention(db, { now, serverDays, signal });
    await refreshStaleness(db, now, signal);
    return { purged, ...run };
  });
}

/** Does some work unless another process is at it, which gives null. */
async function alone<Result>(
  pool: ReturnType<typeof poolOf>,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const client = await pool.connect();
  let isFree = false;
  try {
    const { rows } = await client.query("select pg_try_advisory_lock($1) as ours", [LOCK]);
    if (rows[0]?.ours !== true) {
      isFree = true;
      return null;
    }
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock($1)", [LOCK]);
      isFree = true;
    }
  } finally {
    // A lock that could not be given back goes with its connection.
    client.release(!isFree);
  }
}
