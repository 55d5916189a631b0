import { setTimeout } from "node:timers/promises";
import { Logger, type Runner, run, runMigrations } from "graphile-worker";
import { z } from "zod";
import { DELIVER_TASK } from "@/lib/store/alert-deliveries";
import { claimDueProject, ensureEvaluations } from "@/lib/store/alert-evaluations";
import { type Database, poolOf } from "@/lib/store/database";
import { deliver } from "./deliver";
import { type AlertSettings, evaluateProject } from "./evaluate-project";
import type { SendMail } from "./send-message";

/** Any number will do, as long as no other code locks it. */
const LOCK = 7_433_633;
const LOOK_MS = 5_000;
const AFTER_FAILURE_MS = 10_000;
/** New jobs are announced; this is for those whose time comes. */
const POLL_MS = 5_000;
/** Each asks for itself, which an idle machine pays for. */
const DELIVERIES_AT_ONCE = 2;

const payload = z.object({ deliveryId: z.number().int() });

/**
 * Looks at what is watched and tells people, for as long as the process runs. Of several processes
 * on one database each project is looked at by one at a time, and each message sent by one.
 *
 * @returns a function that stops it and waits until what is at hand is done
 */
export function startAlerts(
  db: Database,
  settings: AlertSettings,
  sendMail: SendMail,
): () => Promise<void> {
  const stopping = new AbortController();
  const running = runUntil(db, settings, sendMail, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

async function runUntil(
  db: Database,
  settings: AlertSettings,
  sendMail: SendMail,
  stop: AbortSignal,
): Promise<void> {
  const deliverer = await startDeliveries(db, sendMail, stop);
  while (!stop.aborted) {
    const pauseMs = await lookAtAll(db, settings, stop).then(
      () => Math.min(LOOK_MS, settings.everyMs),
      (error: unknown) => {
        console.error("Alerts could not be evaluated; they will be again", error);
        return AFTER_FAILURE_MS;
      },
    );
    await setTimeout(pauseMs, undefined, { signal: stop }).catch(() => {});
  }
  await deliverer?.stop();
}

async function lookAtAll(db: Database, settings: AlertSettings, stop: AbortSignal): Promise<void> {
  await ensureEvaluations(db, new Date());
  while (!stop.aborted) {
    const claimed = await claimDueProject(db, new Date());
    if (!claimed) return;
    await evaluateProject(db, claimed, settings, new Date());
  }
}

/** Starts the job queue; undefined when it is time to stop before the database answers. */
async function startDeliveries(
  db: Database,
  sendMail: SendMail,
  stop: AbortSignal,
): Promise<Runner | undefined> {
  while (!stop.aborted) {
    try {
      await migrateQueue(db);
      return await run({
        pgPool: poolOf(db),
        concurrency: DELIVERIES_AT_ONCE,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        logger: QUIET,
        taskList: {
          [DELIVER_TASK]: async (given, { job }) => {
            const { deliveryId } = payload.parse(given);
            await deliver(db, deliveryId, sendMail, job.attempts >= job.max_attempts);
          },
        },
      });
    } catch (error) {
      console.error("The queue of messages could not be opened; it will be tried again", error);
      await setTimeout(AFTER_FAILURE_MS, undefined, { signal: stop }).catch(() => {});
    }
  }
  return undefined;
}

/** Brings the queue's own tables up to date; of several servers one at a time. */
export async function migrateQueue(db: Database): Promise<void> {
  const client = await poolOf(db).connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await runMigrations({ pgPool: poolOf(db), logger: QUIET });
    await client.query("select pg_advisory_unlock($1)", [LOCK]);
  } finally {
    client.release();
  }
}

/** A delivery that fails is in its log; the queue need not tell it again with its stack. */
const QUIET = new Logger(() => () => {});
