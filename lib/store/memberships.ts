import { ROLES, type Role } from "@/lib/domain/role";
import type { Database } from "./database";
import type { Person } from "./people";
import type { Project } from "./projects";

/** Somebody in a project. */
export type Member = Omit<Person, "isOwner"> & { readonly role: Role };

const roleOf = (text: string): Role => ROLES.find((role) => role === text) ?? "viewer";

/** What a person is in a project; null when it is none of theirs. */
export async function findRole(
  db: Database,
  projectId: number,
  person: Person,
): Promise<Role | null> {
  if (person.isOwner) return "owner";
  const where = { projectId_personId: { projectId, personId: person.id } };
  const found = await db.membership.findUnique({ where });
  return found ? roleOf(found.role) : null;
}

/** The projects a person may see, by name. */
export async function listProjectsOf(db: Database, person: Person): Promise<Project[]> {
  const select = { id: true, slug: true, name: true } as const;
  const orderBy = { name: "asc" } as const;
  if (person.isOwner) return db.project.findMany({ select, orderBy });
  const memberships = await db.membership.findMany({ where: { personId: person.id } });
  const id = { in: memberships.map(({ projectId }) => projectId) };
  return db.project.findMany({ select, where: { id }, orderBy });
}

/** Who was let into a project, by address; owners of the organisation only if they were too. */
export async function listMembers(db: Database, projectId: number): Promise<Member[]> {
  const memberships = await db.membership.findMany({ where: { projectId } });
  const roles = new Map(memberships.map(({ personId, role }) => [personId, roleOf(role)]));
  const people = await db.person.findMany({
    select: { id: true, name: true, email: true },
    where: { id: { in: [...roles.keys()] } },
    orderBy: { email: "asc" },
  });
  return people.map((person) => ({ ...person, role: roles.get(person.id) ?? "viewer" }));
}

/** Lets somebody into a project, or changes what they are there. */
export async function saveMembership(
  db: Database,
  projectId: number,
  personId: string,
  role: Role,
): Promise<void> {
  await db.membership.upsert({
    where: { projectId_personId: { projectId, personId } },
    create: { projectId, personId, role },
    update: { role },
  });
}

/** @returns false when they were not in it */
export async function deleteMembership(
  db: Database,
  projectId: number,
  personId: string,
): Promise<boolean> {
  const { count } = await db.membership.deleteMany({ where: { projectId, personId } });
  return count > 0;
}
