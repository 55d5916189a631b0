import { isAtLeast, type Role } from "@/lib/domain/role";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/store/database";
import {
  findOpenInvitation,
  type Invitation,
  insertInvitation,
  spendInvitation,
} from "@/lib/store/invitations";
import { findRole, saveMembership } from "@/lib/store/memberships";
import type { Person } from "@/lib/store/people";
import { randomToken, tokenHash } from "./secret-token";

const LIFETIME_MS = 7 * 24 * 3_600_000;

/** Makes a link by which somebody joins a project, once, within a week; returns its token. */
export async function createInvitation(
  db: Database,
  wish: { projectId: number; email: string | null; role: Role; invitedBy: string },
  now: Date,
): Promise<{ readonly token: string; readonly invitation: Invitation }> {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  const data = { ...wish, expiresAt, tokenHash: tokenHash(token) };
  return { token, invitation: await insertInvitation(db, data) };
}

/** The invitation behind a token, as long as it can be used. */
export function findInvitation(
  db: Database,
  token: string,
  now: Date,
): Promise<Invitation | undefined> {
  return findOpenInvitation(db, tokenHash(token), now);
}

/**
 * Lets a person into the project they were invited to. Who is more there already stays what they are.
 *
 * @throws AppError `forbidden` when it is for another address, `conflict` when it was used meanwhile
 */
export async function acceptInvitation(
  db: Database,
  { id, projectId, email, role }: Invitation,
  person: Person,
  now: Date,
): Promise<void> {
  if (email !== null && email !== person.email) {
    throw new AppError("forbidden", `This invitation is for ${email}.`);
  }
  if (!(await spendInvitation(db, id, person.id, now))) {
    throw new AppError("conflict", "This invitation has been used.");
  }
  const known = await findRole(db, projectId, person);
  if (known === null || !isAtLeast(known, role)) {
    await saveMembership(db, projectId, person.id, role);
  }
}
