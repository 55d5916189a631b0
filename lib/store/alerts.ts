import type { AlertCondition } from "@/lib/domain/alert-condition";
import type { AlertChange, AlertMemory, AlertState } from "@/lib/domain/alerts/alert-state";
import { type Database, poolOf } from "./database";
import type { Queryable } from "./transaction";

/** One condition of a rule, as it stands. */
export type Alert = AlertMemory & {
  readonly id: number;
  readonly ruleId: number;
  readonly ruleName: string;
  /** Slug of the analysis; null for a threshold. */
  readonly analysis: string | null;
  readonly scope: string;
  readonly feature: string | null;
  readonly code: string;
  readonly key: string;
  readonly severity: AlertCondition["severity"];
  readonly message: string;
  readonly value: number | null;
  readonly isTold: boolean;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly note: string | null;
  readonly evaluatedAt: Date;
};

const COLUMNS = `
  alert.id, alert.rule_id "ruleId", alert_rule.name "ruleName", alert_rule.analysis,
  alert_rule.scope, feature, code, key, alert.severity, state, since, streak,
  fired_at "firedAt", is_told "isTold", message, value, acknowledged_by "acknowledgedBy",
  acknowledged_at "acknowledgedAt", note, evaluated_at "evaluatedAt"`;
const JOINED = "alert join alert_rule on alert_rule.id = alert.rule_id";

/** The conditions of one rule, in no order. */
export async function loadAlertsOfRule(
  client: Queryable,
  projectId: number,
  ruleId: number,
): Promise<Alert[]> {
  const { rows } = await client.query<Alert>(
    `select ${COLUMNS} from ${JOINED} where alert.project_id = $1 and rule_id = $2`,
    [projectId, ruleId],
  );
  return rows;
}

/** Those that are not ok, and with `all` the others too: gravest first, then longest. */
export async function listAlerts(
  db: Database,
  projectId: number,
  { all }: { readonly all: boolean },
): Promise<Alert[]> {
  const { rows } = await poolOf(db).query<Alert>(
    `select ${COLUMNS} from ${JOINED}
    where alert.project_id = $1 and ($2 or state <> 'ok')
    order by state = 'firing' desc, state = 'pending' desc,
      array_position(array['page', 'ticket', 'info'], alert.severity), since, alert.id`,
    [projectId, all],
  );
  return rows;
}

export async function findAlert(
  db: Database,
  projectId: number,
  id: number,
): Promise<Alert | undefined> {
  const { rows } = await poolOf(db).query<Alert>(
    `select ${COLUMNS} from ${JOINED} where alert.project_id = $1 and alert.id = $2`,
    [projectId, id],
  );
  return rows[0];
}

/** What an evaluation leaves of a condition. */
export type EvaluatedAlert = {
  readonly ruleId: number;
  readonly feature: string | null;
  readonly condition: AlertCondition;
  readonly memory: AlertMemory;
  readonly isTold: boolean;
};

/** Keeps how a condition stands; an acknowledgement ends with what it was of. Returns its id. */
export async function saveAlert(
  client: Queryable,
  projectId: number,
  { ruleId, feature, condition, memory, isTold }: EvaluatedAlert,
  now: Date,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into alert (project_id, rule_id, feature, code, key, severity, state, since, streak,
      fired_at, is_told, message, value, evaluated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (project_id, rule_id, coalesce(feature, ''), key) do update set
      code = excluded.code, severity = excluded.severity, state = excluded.state,
      since = excluded.since, streak = excluded.streak, fired_at = excluded.fired_at,
      is_told = excluded.is_told, message = excluded.message, value = excluded.value,
      evaluated_at = excluded.evaluated_at,
      acknowledged_by = case when excluded.state = 'firing' then alert.acknowledged_by end,
      acknowledged_at = case when excluded.state = 'firing' then alert.acknowledged_at end,
      note = case when excluded.state = 'firing' then alert.note end
    returning id`,
    [
      projectId,
      ruleId,
      feature,
      condition.code,
      condition.key,
      condition.severity,
      memory.state satisfies AlertState,
      memory.since,
      memory.streak,
      memory.firedAt,
      isTold,
      condition.message,
      condition.value,
      now,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error("An upsert returned no row");
  return row.id;
}

/** Somebody takes a firing alert on; false when it does not fire any more. */
export async function acknowledgeAlert(
  client: Queryable,
  projectId: number,
  id: number,
  { by, note, now }: { readonly by: string; readonly note: string; readonly now: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update alert set acknowledged_by = $3, acknowledged_at = $4, note = $5
    where project_id = $1 and id = $2 and state = 'firing'`,
    [projectId, id, by, now, note],
  );
  if (rowCount === 0) return false;
  const kind = "acknowledged";
  await insertAlertEvent(client, projectId, { alertId: id, at: now, kind, message: note, by });
  return true;
}

/** Something that happened to an alert. */
export type AlertEvent = {
  readonly alertId: number;
  readonly at: Date;
  readonly kind: AlertChange | "acknowledged";
  readonly message: string;
  readonly value?: number | null;
  /** Note of the silence because of which nobody was told. */
  readonly silencedBy?: string | null;
  readonly by?: string | null;
};

export async function insertAlertEvent(
  client: Queryable,
  projectId: number,
  { alertId, at, kind, message, value, silencedBy, by }: AlertEvent,
): Promise<void> {
  await client.query(
    `insert into alert_event (project_id, alert_id, at, kind, message, value, silenced_by, by)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [projectId, alertId, at, kind, message, value ?? null, silencedBy ?? null, by ?? null],
  );
}

/** An event with the alert it happened to. */
export type ListedEvent = Required<AlertEvent> &
  Pick<Alert, "ruleName" | "analysis" | "scope" | "feature" | "key" | "severity"> & {
    readonly id: number;
  };

/** What happened since then, latest first; at most `limit`. */
export async function listAlertEvents(
  db: Database,
  projectId: number,
  since: Date,
  limit: number,
): Promise<ListedEvent[]> {
  const { rows } = await poolOf(db).query<ListedEvent>(
    `select alert_event.id, alert_id "alertId", at, kind, alert_event.message, alert_event.value,
      silenced_by "silencedBy", by, alert_rule.name "ruleName", alert_rule.analysis,
      alert_rule.scope, feature, key, alert.severity
    from alert_event join alert on alert.id = alert_id join alert_rule on alert_rule.id = rule_id
    where alert_event.project_id = $1 and at >= $2
    order by alert_event.id desc limit $3`,
    [projectId, since, limit],
  );
  return rows;
}
