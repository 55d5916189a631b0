import { keptSince, retentionDays } from "@/lib/domain/retention";
import { isDueToday, markDone } from "./daily-tasks";
import { type Database, poolOf } from "./database";
import { loadRetentionSettings } from "./projects";
import { deleteContentBefore } from "./retention-content";
import { markKeptSince } from "./retention-mark";
import { dropPartitionsBefore } from "./retention-partitions";
import { deleteMisdatedBefore, deleteSpansBefore } from "./retention-spans";
import { deleteTracesBefore } from "./retention-traces";
import { dayOf } from "./span-day";

/** What one run removed. Spans that went with the partition of their day are not among `spans`. */
export type RetentionRun = {
  readonly partitions: number;
  readonly spans: number;
  readonly traces: number;
  readonly content: number;
};

type RetentionRequest = {
  readonly now: Date;
  /** For projects that do not decide for themselves; null: for ever. */
  readonly serverDays: number | null;
  readonly signal: AbortSignal;
};

/**
 * Removes what projects no longer keep: whole days that none of them keeps, and the older rows of
 * those that keep less than others. Run again, it removes nothing. Content is looked through once a
 * day. Only one process may be at it.
 *
 * @throws the signal's reason, between two steps
 */
export async function applyRetention(
  db: Database,
  { now, serverDays, signal }: RetentionRequest,
): Promise<RetentionRun> {
  const pool = poolOf(db);
  const projects = await loadRetentionSettings(db);
  const kept = projects.map(({ id, setting }) => ({
    id,
    since: keptSince(retentionDays(setting, serverDays), now),
  }));
  for (const { id, since } of kept) if (since) await markKeptSince(pool, id, since);
  const run = { partitions: 0, spans: 0, traces: 0, content: 0 };
  const firstKept = earliest(kept.map(({ since }) => since));
  if (firstKept) {
    run.partitions = (await dropPartitionsBefore(pool, dayOf(firstKept), signal)).length;
  }
  const isContentDue = await isDueToday(pool, "content", now);
  for (const { id, since } of kept) {
    if (since === null) continue;
    run.spans += await deleteSpansBefore(pool, id, since, signal);
    run.spans += await deleteMisdatedBefore(pool, id, since, signal);
    run.traces += await deleteTracesBefore(pool, id, since, now, signal);
    if (isContentDue) run.content += await deleteContentBefore(pool, id, since, signal);
  }
  if (isContentDue) await markDone(pool, "content", now);
  return run;
}

/** Null when something is kept for ever, or there is nobody to decide. */
function earliest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.flatMap((moment) => moment ?? []);
  if (known.length === 0 || known.length < moments.length) return null;
  return new Date(Math.min(...known.map((moment) => moment.getTime())));
}
