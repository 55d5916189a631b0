import { type Database, poolOf } from "./database";

type Subject = Uint8Array<ArrayBuffer>;

/** Counts an attempt; returns how many there were since then, or since the first of them. */
export async function countSignInAttempt(
  db: Database,
  subject: Subject,
  since: Date,
  now: Date,
): Promise<number> {
  const { rows } = await poolOf(db).query<{ attempts: number }>(
    `insert into sign_in_attempt as known (subject, attempts, began_at) values ($1, 1, $3)
    on conflict (subject) do update set
      attempts = case when known.began_at < $2 then 1 else known.attempts + 1 end,
      began_at = case when known.began_at < $2 then $3 else known.began_at end
    returning attempts`,
    [subject, since, now],
  );
  return rows[0]?.attempts ?? 0;
}

export async function clearSignInAttempts(db: Database, subject: Subject): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { subject } });
}

/** Forgets what lies further back than anybody counts. */
export async function purgeSignInAttempts(db: Database, before: Date): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { beganAt: { lt: before } } });
}
