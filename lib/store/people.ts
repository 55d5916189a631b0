import { randomUUID } from "node:crypto";
import type { Database } from "./database";

/** Somebody who signs in. */
export type Person = {
  readonly id: string;
  readonly name: string;
  /** In lower case. */
  readonly email: string;
  /** Owner of the organisation, and so of every project. */
  readonly isOwner: boolean;
};

/** What the owner of a first start has for an address until one is set. */
export const PLACEHOLDER_EMAIL = "owner@localhost";
const PASSWORD_PROVIDER = "credential";

const columns = { id: true, name: true, email: true, isOwner: true } as const;

/** Addresses are compared and kept in lower case. */
export const foldEmail = (email: string) => email.trim().toLowerCase();

export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  return (await db.person.findUnique({ select: columns, where: { id } })) ?? undefined;
}

export async function findPersonByEmail(db: Database, email: string): Promise<Person | undefined> {
  const where = { email: foldEmail(email) };
  return (await db.person.findUnique({ select: columns, where })) ?? undefined;
}

/** Everybody, owners of the organisation first, then by address. */
export async function listPeople(db: Database): Promise<Person[]> {
  return db.person.findMany({ select: columns, orderBy: [{ isOwner: "desc" }, { email: "asc" }] });
}

/** Makes a person, unless one has that address, who is left as they are. */
export async function findOrCreatePerson(
  db: Database,
  { name, email, isOwner = false }: { name: string; email: string; isOwner?: boolean },
): Promise<Person> {
  const folded = foldEmail(email);
  await db.person.createMany({
    data: [{ id: randomUUID(), name, email: folded, isOwner }],
    skipDuplicates: true,
  });
  return db.person.findUniqueOrThrow({ select: columns, where: { email: folded } });
}

/** The longest-standing owner of the organisation, made when there is none. */
export async function findOrCreateOwner(db: Database): Promise<Person> {
  const owner = await db.person.findFirst({
    select: columns,
    where: { isOwner: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (owner) return owner;
  return findOrCreatePerson(db, { name: "Owner", email: PLACEHOLDER_EMAIL, isOwner: true });
}

/**
 * Changes how a person is called and reached.
 *
 * @returns false when somebody else has that address
 */
export async function savePerson(
  db: Database,
  id: string,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<boolean> {
  const folded = foldEmail(email);
  const other = await findPersonByEmail(db, folded);
  if (other && other.id !== id) return false;
  await db.person.update({ where: { id }, data: { name, email: folded, updatedAt: new Date() } });
  return true;
}

/** The stored hash of a person's password; null when they have none. */
export async function findPasswordHash(db: Database, personId: string): Promise<string | null> {
  const where = { personId, providerId: PASSWORD_PROVIDER };
  return (await db.personAccount.findFirst({ where }))?.password ?? null;
}

export async function savePasswordHash(
  db: Database,
  personId: string,
  password: string,
): Promise<void> {
  const key = { providerId: PASSWORD_PROVIDER, accountId: personId };
  await db.personAccount.upsert({
    where: { providerId_accountId: key },
    create: { id: randomUUID(), personId, ...key, password },
    update: { password, updatedAt: new Date() },
  });
}

/**
 * Makes somebody an owner of the organisation or ends that.
 *
 * @returns false when they are the last one, which stays
 */
export async function saveOrganisationOwner(
  db: Database,
  id: string,
  isOwner: boolean,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    // Two owners who end each other's ownership at once must not both succeed.
    await tx.$queryRaw`select id from person where is_owner order by id for update`;
    if (!isOwner && (await tx.person.count({ where: { isOwner: true, id: { not: id } } })) === 0) {
      return false;
    }
    await tx.person.updateMany({ where: { id }, data: { isOwner } });
    return true;
  });
}

/** Removes a person with their sessions, passwords and memberships. */
export async function deletePerson(db: Database, id: string): Promise<void> {
  await db.person.deleteMany({ where: { id } });
}
