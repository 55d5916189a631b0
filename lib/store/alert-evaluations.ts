import { type Database, poolOf } from "./database";

/** A project to be looked at, claimed for this process. */
export type ClaimedProject = {
  readonly projectId: number;
  readonly slug: string;
  readonly name: string;
};

/** Whoever claims a project and is gone by then is taken to have failed. */
const LEASE_MS = 600_000;

/** Makes sure that every project is looked at some time. */
export async function ensureEvaluations(db: Database, now: Date): Promise<void> {
  await poolOf(db).query(
    `insert into alert_evaluation (project_id, due_at) select id, $1 from project
    where not exists (select from alert_evaluation where project_id = project.id)
    on conflict do nothing`,
    [now],
  );
}

/** Claims the project that is due for longest; of several servers one gets it. */
export async function claimDueProject(
  db: Database,
  now: Date,
): Promise<ClaimedProject | undefined> {
  const { rows } = await poolOf(db).query<ClaimedProject>({
    name: "claim_due_project",
    text: `
      with claimed as (
        update alert_evaluation set due_at = $2
        where project_id = (
          select project_id from alert_evaluation where due_at <= $1
          order by due_at limit 1 for update skip locked)
        returning project_id
      )
      select id "projectId", slug, name from claimed join project on id = project_id`,
    values: [now, new Date(now.getTime() + LEASE_MS)],
  });
  return rows[0];
}

/** Notes how an evaluation went, and when the next is due. */
export async function saveEvaluation(
  db: Database,
  projectId: number,
  done: {
    readonly dueAt: Date;
    readonly evaluatedAt: Date;
    readonly durationMs: number;
    /** By the name of the rule. */
    readonly faults: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await poolOf(db).query(
    `update alert_evaluation set due_at = $2, evaluated_at = $3, duration_ms = $4, faults = $5::jsonb
    where project_id = $1`,
    [
      projectId,
      done.dueAt,
      done.evaluatedAt,
      Math.round(done.durationMs),
      JSON.stringify(done.faults),
    ],
  );
}

/** Has a project looked at soon, because what is watched in it was changed. */
export async function hurryEvaluation(db: Database, projectId: number, now: Date): Promise<void> {
  await poolOf(db).query(
    "update alert_evaluation set due_at = least(due_at, $2) where project_id = $1",
    [projectId, now],
  );
}

/** When a project was looked at last, and what went wrong; undefined before the first time. */
export async function findEvaluation(
  db: Database,
  projectId: number,
): Promise<
  { readonly evaluatedAt: Date; readonly faults: Readonly<Record<string, string>> } | undefined
> {
  const found = await db.alertEvaluation.findUnique({ where: { projectId } });
  if (!found?.evaluatedAt) return undefined;
  return { evaluatedAt: found.evaluatedAt, faults: found.faults as Record<string, string> };
}

/** Whether anything arrived lately or an alert is open: else there is little to be found out. */
export async function isActive(db: Database, projectId: number, since: Date): Promise<boolean> {
  const { rows } = await poolOf(db).query<{ active: boolean }>({
    name: "is_active",
    text: `
      select exists (select from ingest_hour where project_id = $1 and hour >= $2 and stored > 0)
        or exists (select from ingest_entry where project_id = $1 and hour >= $2 and stored > 0)
        or exists (select from alert where project_id = $1 and state <> 'ok') as active`,
    values: [projectId, since],
  });
  return rows[0]?.active === true;
}
