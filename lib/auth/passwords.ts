import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Database } from "@/lib/store/database";
import { findPasswordHash, savePasswordHash } from "@/lib/store/people";

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

/** Sets a person's password; what is stored is its scrypt hash. */
export async function setPassword(db: Database, personId: string, password: string): Promise<void> {
  await savePasswordHash(db, personId, await hashPassword(password));
}

/** Whether that is the person's password; false also for somebody who has none. */
export async function isPassword(
  db: Database,
  personId: string,
  password: string,
): Promise<boolean> {
  const hash = await findPasswordHash(db, personId);
  return hash !== null && verifyPassword({ hash, password });
}
