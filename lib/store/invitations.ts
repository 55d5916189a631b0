import { ROLES, type Role } from "@/lib/domain/role";
import type { Database } from "./database";
import { foldEmail } from "./people";

/** A link that lets somebody into a project, once. */
export type Invitation = {
  readonly id: number;
  readonly projectId: number;
  /** Null: whoever has the link. */
  readonly email: string | null;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

type Hash = Uint8Array<ArrayBuffer>;

const select = {
  id: true,
  projectId: true,
  email: true,
  role: true,
  invitedBy: true,
  createdAt: true,
  expiresAt: true,
} as const;

const isOpen = (now: Date) => ({ acceptedAt: null, expiresAt: { gt: now } });
const withRole = <Row extends { readonly role: string }>(row: Row) => ({
  ...row,
  role: ROLES.find((role) => role === row.role) ?? ("viewer" as const),
});

export async function insertInvitation(
  db: Database,
  invitation: Omit<Invitation, "id" | "createdAt"> & { readonly tokenHash: Hash },
): Promise<Invitation> {
  const email = invitation.email === null ? null : foldEmail(invitation.email);
  return withRole(await db.invitation.create({ select, data: { ...invitation, email } }));
}

/** Those of a project that can still be used, newest first. */
export async function listOpenInvitations(
  db: Database,
  projectId: number,
  now: Date,
): Promise<Invitation[]> {
  const where = { projectId, ...isOpen(now) };
  return (await db.invitation.findMany({ select, where, orderBy: { id: "desc" } })).map(withRole);
}

/** The invitation behind a link, as long as it can be used. */
export async function findOpenInvitation(
  db: Database,
  tokenHash: Hash,
  now: Date,
): Promise<Invitation | undefined> {
  const found = await db.invitation.findFirst({ select, where: { tokenHash, ...isOpen(now) } });
  return found ? withRole(found) : undefined;
}

/** Those to an address that can still be used. */
export async function listInvitationsTo(
  db: Database,
  email: string,
  now: Date,
): Promise<Invitation[]> {
  const where = { email: foldEmail(email), ...isOpen(now) };
  return (await db.invitation.findMany({ select, where })).map(withRole);
}

/** Uses an invitation up; false when somebody else was faster or it was withdrawn. */
export async function spendInvitation(
  db: Database,
  id: number,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await db.invitation.updateMany({
    where: { id, ...isOpen(now) },
    data: { acceptedAt: now, acceptedBy: personId },
  });
  return count > 0;
}

/** @returns false when there was none, or it had been used */
export async function deleteInvitation(
  db: Database,
  projectId: number,
  id: number,
): Promise<boolean> {
  const { count } = await db.invitation.deleteMany({ where: { projectId, id, acceptedAt: null } });
  return count > 0;
}
