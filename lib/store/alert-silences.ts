import type { Database } from "./database";

/** Keeps alerts from being told for a time. */
export type AlertSilence = {
  readonly id: number;
  /** Null: of any rule. */
  readonly ruleId: number | null;
  /** Null: of any feature. */
  readonly feature: string | null;
  readonly note: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdBy: string;
};

/** Those that have not ended, the one that ends first first. */
export async function listOpenSilences(
  db: Database,
  projectId: number,
  now: Date,
): Promise<AlertSilence[]> {
  const where = { projectId, endsAt: { gt: now } };
  return db.alertSilence.findMany({ omit: { projectId: true }, where, orderBy: { endsAt: "asc" } });
}

export async function insertSilence(
  db: Database,
  projectId: number,
  silence: Omit<AlertSilence, "id">,
): Promise<number> {
  return (await db.alertSilence.create({ data: { projectId, ...silence } })).id;
}

/** Ends a silence now; false when there is none of that id that still holds. */
export async function endSilence(
  db: Database,
  projectId: number,
  id: number,
  now: Date,
): Promise<boolean> {
  const { count } = await db.alertSilence.updateMany({
    where: { projectId, id, endsAt: { gt: now }, startsAt: { lt: now } },
    data: { endsAt: now },
  });
  return count > 0;
}
