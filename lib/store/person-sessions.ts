import type { Database } from "./database";

/** A browser in which somebody is signed in. */
export type PersonSession = {
  readonly id: string;
  readonly createdAt: Date;
  /** As the browser names itself; null when it did not. */
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
};

/** A person's sessions that have not expired, newest first. */
export async function listSessions(
  db: Database,
  personId: string,
  now: Date,
): Promise<PersonSession[]> {
  return db.personSession.findMany({
    select: { id: true, createdAt: true, userAgent: true, ipAddress: true },
    where: { personId, expiresAt: { gt: now } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
}

/** Signs one browser of a person out. */
export async function endSession(db: Database, personId: string, id: string): Promise<void> {
  await db.personSession.deleteMany({ where: { personId, id } });
}

/** Signs a person out everywhere but in one browser. */
export async function endOtherSessions(
  db: Database,
  personId: string,
  kept: string,
): Promise<void> {
  await db.personSession.deleteMany({ where: { personId, id: { not: kept } } });
}

/** Forgets sessions that have expired. */
export async function purgeSessions(db: Database, now: Date): Promise<void> {
  await db.personSession.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.signInProof.deleteMany({ where: { expiresAt: { lt: now } } });
}
