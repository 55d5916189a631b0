import type { AlertMessage } from "@/lib/domain/alerts/alert-message";
import { type Database, poolOf } from "./database";
import type { Queryable } from "./transaction";

/** One message to one channel, and what became of it. */
export type AlertDelivery = {
  readonly id: number;
  readonly channelId: number;
  readonly payload: AlertMessage;
  readonly status: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly triedAt: Date | null;
  readonly deliveredAt: Date | null;
};

/** The task that delivers, as the job queue knows it. */
export const DELIVER_TASK = "tidemark_deliver";
/** The queue waits longer after each: the tenth try is about an hour after the first. */
export const MAX_ATTEMPTS = 10;

/** Writes a message and its job in one transaction with what it tells of: both are there, or neither. */
export async function insertDelivery(
  client: Queryable,
  projectId: number,
  channelId: number,
  payload: AlertMessage,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into alert_delivery (project_id, channel_id, payload, status)
    values ($1, $2, $3::jsonb, 'waiting') returning id`,
    [projectId, channelId, JSON.stringify(payload)],
  );
  const id = rows[0]?.id ?? 0;
  await client.query(
    "select graphile_worker.add_job($1, json_build_object('deliveryId', $2::int), max_attempts => $3)",
    [DELIVER_TASK, id, MAX_ATTEMPTS],
  );
  return id;
}

const COLUMNS = `id, channel_id "channelId", payload, status, attempts, last_error "lastError",
  created_at "createdAt", tried_at "triedAt", delivered_at "deliveredAt"`;

export async function findDelivery(db: Database, id: number): Promise<AlertDelivery | undefined> {
  const { rows } = await poolOf(db).query<AlertDelivery>(
    `select ${COLUMNS} from alert_delivery where id = $1`,
    [id],
  );
  return rows[0];
}

/** The latest of a project, latest first. */
export async function listDeliveries(
  db: Database,
  projectId: number,
  limit: number,
): Promise<AlertDelivery[]> {
  const { rows } = await poolOf(db).query<AlertDelivery>(
    `select ${COLUMNS} from alert_delivery where project_id = $1 order by id desc limit $2`,
    [projectId, limit],
  );
  return rows;
}

/** Notes how a try went; `error` is null when it was delivered. */
export async function saveAttempt(
  db: Database,
  id: number,
  {
    error,
    isLast,
    now,
  }: { readonly error: string | null; readonly isLast: boolean; readonly now: Date },
): Promise<void> {
  const status = error === null ? "delivered" : isLast ? "failed" : "waiting";
  await poolOf(db).query(
    `update alert_delivery set attempts = attempts + 1, status = $2, last_error = $3, tried_at = $4::timestamptz,
      delivered_at = case when $2 = 'delivered' then $4::timestamptz end
    where id = $1`,
    [id, status, error, now],
  );
}
